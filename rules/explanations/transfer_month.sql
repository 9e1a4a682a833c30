-- The month in which one entitlement ends and the other begins: a move between
-- households, schemes or places.
SELECT
    item_no,
    'explained' AS verdict,
    [act] AS evidence
FROM item
WHERE facts['transfer'] = 'yes'
