-- Money that is due because of the death.
SELECT
    item_no,
    'explained' AS verdict,
    [act] AS evidence
FROM item
WHERE facts['money_kind'] IN ('丧葬', '抚恤', '个人账户')
