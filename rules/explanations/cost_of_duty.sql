-- Named as a cost of their duty that staff had paid themselves.
SELECT
    item_no,
    'explained' AS verdict,
    [act] AS evidence
FROM item
WHERE facts['cost_of_duty'] = 'yes'
