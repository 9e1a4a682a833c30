-- The payee is entered as the guardian or carer of the beneficiary.
WITH entered AS (
    SELECT
        person_id,
        guardian_person_id AS collector_id,
        guardian_link_tier AS collector_tier,
        link_tier,
        record_id
    FROM resolved.orphan
    UNION ALL BY NAME
    SELECT
        person_id,
        carer_person_id AS collector_id,
        carer_link_tier AS collector_tier,
        link_tier,
        record_id
    FROM resolved.tekun_person
)

SELECT
    item.item_no,
    'explained' AS verdict,
    list(entered.record_id ORDER BY entered.record_id) AS evidence
FROM item
INNER JOIN entered
    ON
        item.facts['beneficiary_id'] = entered.person_id
        AND item.facts['payee_id'] = entered.collector_id
WHERE is_firm(entered.link_tier) AND is_firm(entered.collector_tier)
GROUP BY item.item_no
