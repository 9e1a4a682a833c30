-- Acts in question, wholly in days that a dataset cannot speak for, or on a day of
-- which a policy table says nothing: which it is, what the rule does with it, and what
-- is wanting, in words.
SELECT
    item.item_no,
    gap.side,
    gap.dataset,
    gap.words
FROM item
INNER JOIN gap
    ON CASE
        WHEN gap.side IN ('policy', 'policy_key', 'explaining')
            THEN holds(
                gap.gap_from,
                gap.gap_to,
                coalesce(item.act_on, item.period_to, item.period_from)
            )
        ELSE lies_in(
            coalesce(item.period_from, item.act_on),
            coalesce(item.period_to, item.period_from, item.act_on),
            gap.gap_from,
            gap.gap_to
        )
    END
