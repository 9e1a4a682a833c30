-- The unit keeps money for which rules of its own say where it lies.
SELECT
    item_no,
    'explained' AS verdict,
    [act] AS evidence
FROM item
WHERE facts['own_rules'] = 'yes'
