-- Registered to practise at the other employer, too.
SELECT
    item.item_no,
    'explained' AS verdict,
    list(DISTINCT licence.record_id ORDER BY licence.record_id) AS evidence
FROM item
INNER JOIN resolved.professional_registration AS licence
    ON
        item.subject_id = licence.person_id
        AND item.facts['other_unit'] = coalesce(
            licence.organisation_id, licence.unit_credit_code, licence.unit_name
        )
WHERE
    is_firm(licence.link_tier)
    AND licence.kind IN ('执业医师', '护士')
    AND coalesce(licence.status, '有效') = '有效'
    AND holds(licence.registered_on, licence.valid_until, item.act_on)
GROUP BY item.item_no
