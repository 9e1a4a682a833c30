-- Enrolled as a student of a university, for the school year.
SELECT
    item_no,
    'explained' AS verdict,
    [act] AS evidence
FROM item
WHERE facts['student'] = 'yes'
