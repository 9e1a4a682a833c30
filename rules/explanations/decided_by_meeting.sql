-- A meeting of the villagers or their representatives decided on it.
SELECT
    item_no,
    'explained' AS verdict,
    [act] AS evidence
FROM item
WHERE facts['reason'] = 'decided_by_meeting'
