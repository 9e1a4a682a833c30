-- How many acts there are, where no person stands in them.
SELECT
    count(*) AS eligible,
    count(*) AS evaluated
FROM act
