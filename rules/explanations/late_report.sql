-- The former employer reported the end of the employment late.
SELECT
    item_no,
    'explained' AS verdict,
    [act] AS evidence
FROM item
WHERE facts['late_report'] = 'yes'
