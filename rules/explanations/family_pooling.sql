-- The other account is a relative's: spouses, parents and children keep one purse.
-- Known by whose the account is where that is known, else by the name on it, which a
-- registered relative bears; a tie that is not firm leaves it open.
SELECT
    item.item_no,
    CASE
        WHEN
            bool_or(
                is_firm(kin.tier)
                AND (
                    coalesce(item.facts['holder_id'] = kin.other_id, FALSE)
                    OR is_firm(named.link_tier)
                )
            )
            THEN 'explained'
        ELSE 'cannot_decide'
    END AS verdict,
    list_sort(list_distinct(flatten(list(kin.records || [named.record_id]))))
        AS evidence
FROM item
INNER JOIN state.kin AS kin
    ON
        item.subject_id = kin.person_id
        AND holds(
            kin.valid_from,
            CASE kin.kind WHEN '婚姻' THEN kin.valid_to END,
            item.act_on
        )
INNER JOIN resolved.resident AS named ON kin.other_id = named.person_id
WHERE
    kin.relation IS DISTINCT FROM '非亲属'
    AND is_tied(named.link_tier)
    AND (
        item.facts['holder_id'] = kin.other_id
        OR plain_name(item.facts['account_name']) = plain_name(named.person_name)
    )
GROUP BY item.item_no
