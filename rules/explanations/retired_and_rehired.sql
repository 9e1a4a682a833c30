-- An employees' pension is drawn already: the work is that of a pensioner.
SELECT
    item_no,
    'explained' AS verdict,
    [act] AS evidence
FROM item
WHERE facts['pensioned'] = 'yes'
