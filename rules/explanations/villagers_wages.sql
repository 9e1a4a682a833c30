-- Paid to named villagers for work, after a disaster or in need.
SELECT
    item_no,
    'explained' AS verdict,
    [act] AS evidence
FROM item
WHERE facts['reason'] = 'villagers_wages'
