-- The unit contributes mostly for holders of public posts: it insures them for others.
SELECT
    item_no,
    'explained' AS verdict,
    [act] AS evidence
FROM item
WHERE facts['agency'] = 'yes'
