-- Certified face to face after the recorded death: alive until then. After every
-- recorded date of death, what was done later cannot be decided before the registry
-- has answered. Mere use of a card or an account proves nothing: a relative may
-- use it; so may a certificate prove nothing that is only weakly tied. An item whose
-- event is no recorded death (custody, a dismissal) is not asked about.
WITH died AS (
    SELECT
        person_id,
        list(died_on) AS days,
        coalesce(
            max(died_on) FILTER (WHERE is_firm(link_tier)), max(died_on)
        ) AS last_on
    FROM resolved.death
    WHERE is_tied(link_tier)
    GROUP BY person_id
),

shown AS (
    SELECT
        certificate.person_id,
        certificate.record_id,
        died.days,
        certificate.certified_on,
        certificate.certified_on > died.last_on AS is_after_all,
        is_firm(certificate.link_tier)
        AND certificate.way IN ('人脸识别', '柜台', '入户', '视频', '住院')
            AS is_in_person
    FROM resolved.life_certificate AS certificate
    INNER JOIN died ON certificate.person_id = died.person_id
    WHERE
        is_tied(certificate.link_tier)
        AND coalesce(certificate.result, '通过') = '通过'
)

SELECT
    item.item_no,
    CASE
        WHEN
            max(shown.certified_on) FILTER (WHERE shown.is_in_person) >= item.act_on
            THEN 'explained'
        WHEN bool_or(shown.is_in_person AND shown.is_after_all) THEN 'cannot_decide'
        ELSE 'untestable'
    END AS verdict,
    list(shown.record_id ORDER BY shown.record_id) AS evidence
FROM item
INNER JOIN shown
    ON
        item.subject_id = shown.person_id
        AND list_contains(shown.days, item.event_on)
        AND item.event_on < shown.certified_on
GROUP BY item.item_no, item.act_on
