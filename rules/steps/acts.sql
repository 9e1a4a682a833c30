-- How many acts there are, and how many are tied to a person.
SELECT
    count(*) AS eligible,
    count(person_id) AS evaluated
FROM act
