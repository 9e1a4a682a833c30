-- A relative held a part in the firm on the day: spouses run one trade, with other
-- relatives it is a question who does.
SELECT
    item.item_no,
    CASE
        WHEN
            bool_or(
                (
                    kin.relation IN ('配偶', '妻', '夫', '妻子', '丈夫')
                    OR kin.other_id = item.facts['spouse_id']
                )
                AND is_firm(kin.tier) AND is_firm(part.tier)
            )
            THEN 'explained'
        ELSE 'cannot_decide'
    END AS verdict,
    list_sort(list_distinct(flatten(list(kin.records || part.records)))) AS evidence
FROM item
INNER JOIN state.kin AS kin
    ON
        item.subject_id = kin.person_id
        AND holds(kin.valid_from, kin.valid_to, item.act_on)
INNER JOIN state.company_role AS part
    ON
        kin.other_id = part.person_id
        AND item.facts['firm_id'] = part.firm_id
        AND holds(part.maybe_from, part.maybe_to, item.act_on)
WHERE item.variant = '非本人经营' AND NOT is_chained(kin.tier, part.tier)
GROUP BY item.item_no
