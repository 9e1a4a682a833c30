-- Acts of which an explanation says nothing, wholly in days that a dataset it needs
-- cannot speak for: it was not refused there but could not be tested.
SELECT DISTINCT
    item.item_no,
    cast($without AS VARCHAR) AS verdict
FROM item
INNER JOIN gap
    ON
        gap.side <> 'act'
        AND list_contains(string_split($needs, ','), gap.dataset)
        AND lies_in(
            coalesce(item.period_from, item.act_on),
            coalesce(item.period_to, item.period_from, item.act_on),
            gap.gap_from,
            gap.gap_to
        )
WHERE item.item_no NOT IN (SELECT verdict_row.item_no FROM verdict_row)
