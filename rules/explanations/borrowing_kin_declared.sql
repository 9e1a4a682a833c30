-- The relative at the office had declared the borrower's business or benefits before;
-- for whoever handled the loan a declaration is not enough. One that names both is
-- theirs where one of them is firmly tied, be the other's number damaged.
SELECT
    item.item_no,
    'explained' AS verdict,
    list(DISTINCT declared.record_id ORDER BY declared.record_id) AS evidence
FROM item
INNER JOIN resolved.declared_kin AS declared
    ON
        item.facts['kin_id'] = declared.person_id
        AND item.subject_id = declared.kin_person_id
WHERE
    item.variant = '机构人员近亲属'
    AND (
        (is_firm(declared.link_tier) AND is_tied(declared.kin_link_tier))
        OR (is_tied(declared.link_tier) AND is_firm(declared.kin_link_tier))
    )
    AND declared.matter IN ('经商办企业', '享受补贴')
    AND declared.declared_on <= item.act_on
GROUP BY item.item_no
