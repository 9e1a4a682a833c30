-- Acts in question, wholly in days that a dataset cannot speak for: which it is, what
-- the rule does with it, and what is wanting, in words.
SELECT
    item.item_no,
    gap.side,
    gap.dataset,
    gap.words
FROM item
INNER JOIN gap
    ON lies_in(
        coalesce(item.period_from, item.act_on),
        coalesce(item.period_to, item.period_from, item.act_on),
        gap.gap_from,
        gap.gap_to
    )
