-- Admitted to a hospital after the recorded death: alive until discharged. After
-- every recorded date of death, what was done later cannot be decided before the
-- registry has answered. A visit or a purchase on the card proves nothing: a
-- relative may use it; so may a stay that is only weakly tied. An item whose event
-- is no recorded death (custody, a stay abroad) is not asked about.
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

treated AS (
    SELECT
        settlement.person_id,
        settlement.record_id,
        died.days,
        settlement.admitted_on,
        coalesce(settlement.discharged_on, settlement.admitted_on) AS left_on,
        settlement.admitted_on > died.last_on AS is_after_all,
        is_firm(settlement.link_tier)
        AND settlement.visit_kind IN ('住院', '生育') AS is_stay
    FROM resolved.medical_settlement AS settlement
    INNER JOIN died ON settlement.person_id = died.person_id
    WHERE is_tied(settlement.link_tier)
)

SELECT
    item.item_no,
    CASE
        WHEN
            max(treated.left_on) FILTER (WHERE treated.is_stay) >= item.act_on
            THEN 'explained'
        WHEN bool_or(treated.is_stay AND treated.is_after_all) THEN 'cannot_decide'
        ELSE 'untestable'
    END AS verdict,
    list(treated.record_id ORDER BY treated.record_id) AS evidence
FROM item
INNER JOIN treated
    ON
        item.subject_id = treated.person_id
        AND list_contains(treated.days, item.event_on)
        AND item.event_on < treated.admitted_on
GROUP BY item.item_no, item.act_on
