-- The employees' scheme began in the course of the year, after the enrolment.
SELECT
    item_no,
    'explained' AS verdict,
    [act] AS evidence
FROM item
WHERE facts['changed'] = 'yes'
