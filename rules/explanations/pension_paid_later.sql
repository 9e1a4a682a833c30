-- The pension for that month was paid only after the benefit: the funds settle it.
SELECT
    item_no,
    'cannot_decide' AS verdict,
    [act] AS evidence
FROM item
WHERE cast(facts['pension_paid_in'] AS DATE) > last_day(act_on)
