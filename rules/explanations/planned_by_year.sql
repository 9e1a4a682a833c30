-- The parts stand in the budgets of different years, each below the limit.
SELECT
    item_no,
    'explained' AS verdict,
    [act] AS evidence
FROM item
WHERE facts['planned_by_year'] = 'yes'
