-- Enrolled as a villager of the reservoir's neighbourhood.
SELECT
    item_no,
    'explained' AS verdict,
    [act] AS evidence
FROM item
WHERE facts['enrollee_kind'] = '库区周边'
