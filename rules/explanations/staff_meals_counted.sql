-- What is beyond the pupils is no more than the meals of staff who ate with them.
SELECT
    item_no,
    'explained' AS verdict,
    [act] AS evidence
FROM item
WHERE facts['staff_meals'] = 'yes'
