-- The official had declared the relative's business before. An entry that names
-- both is theirs where one of them is firmly tied, be the other's number damaged.
SELECT
    item.item_no,
    'explained' AS verdict,
    list(DISTINCT declared.record_id ORDER BY declared.record_id) AS evidence
FROM item
INNER JOIN resolved.declared_kin AS declared
    ON
        item.subject_id = declared.person_id
        AND item.facts['kin_id'] = declared.kin_person_id
WHERE
    (
        (is_firm(declared.link_tier) AND is_tied(declared.kin_link_tier))
        OR (is_tied(declared.link_tier) AND is_firm(declared.kin_link_tier))
    )
    AND declared.matter = '经商办企业'
    AND declared.declared_on <= item.act_on
GROUP BY item.item_no
