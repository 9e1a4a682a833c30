-- How many acts there are, and how many are tied to a person.
SELECT
    count(*) AS eligible,
    count(*) FILTER (WHERE is_tied(link_tier)) AS evaluated
FROM act
