-- With those whose insurance began within the month that the law allows after they were
-- taken on, the firm has enough.
SELECT
    item_no,
    'explained' AS verdict,
    [act] AS evidence
FROM item
WHERE variant = '新招用占比不足' AND facts['late'] = 'yes'
