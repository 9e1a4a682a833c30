-- The cadre's own pay, allowance or trip.
SELECT
    item_no,
    'explained' AS verdict,
    [act] AS evidence
FROM item
WHERE facts['reason'] = 'cadre_pay'
