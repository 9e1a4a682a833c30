-- All who drew for the home are registered as its owners, or are relatives.
SELECT
    item_no,
    'explained' AS verdict,
    [act] AS evidence
FROM item
WHERE facts['joint_owners'] = 'yes'
