-- A relative stood on the register of poor households on the day: a household may have
-- split, or the register lag behind it.
SELECT
    item.item_no,
    'cannot_decide' AS verdict,
    list_sort(list_distinct(flatten(list(kin.records || [listed.record_id]))))
        AS evidence
FROM item
INNER JOIN state.kin AS kin ON item.subject_id = kin.person_id
INNER JOIN resolved.registered_person AS listed
    ON
        kin.other_id = listed.person_id
        AND holds(listed.added_on, listed.removed_on, item.act_on)
WHERE
    item.variant = '户不在册'
    AND holds(kin.valid_from, kin.valid_to, item.act_on)
    AND is_tied(listed.link_tier)
    AND NOT is_chained(kin.tier, listed.link_tier)
GROUP BY item.item_no
