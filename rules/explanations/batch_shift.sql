-- The overlap, or the days since settlement, are as few as two batches may shift.
SELECT
    item_no,
    'explained' AS verdict,
    [] AS evidence
FROM item
WHERE
    (
        variant = '期间重叠'
        AND cast(facts['overlap_days'] AS INTEGER)
        <= cast(facts['tolerance_days'] AS INTEGER)
    )
    OR (
        variant = '还清之后'
        AND period_from - event_on <= cast(facts['tolerance_days'] AS INTEGER)
    )
