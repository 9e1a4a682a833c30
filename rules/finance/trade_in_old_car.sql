-- One row for each paid trade-in of a car whose old car, by its plate, the register
-- of vehicles holds as somebody else's or as the applicant's still. What stands in no
-- register of ours says nothing; plates are one car's within small vehicles only.
WITH register AS (
    -- A row that stands still bears the day of the first delivery that had it.
    SELECT
        supplier,
        max(delivered_on) AS seen_on
    FROM resolved.vehicle
    GROUP BY supplier
),

owner AS (
    SELECT
        regexp_replace(plate_number, '[\s·.-]', '', 'g') AS plate_key,
        person_id,
        min(held_from) AS held_from,
        CASE WHEN bool_and(held_to IS NOT NULL) THEN max(held_to) END AS held_to,
        bool_and(
            status IN ('转出', '报废', '注销') OR left_on IS NOT NULL OR is_gone
        ) AS is_gone,
        max(register.seen_on) AS seen_on,
        max(link_tier) AS tier,
        min(link_milli) AS link_milli,
        list_sort(list_distinct(flatten(list(versions)))) AS records
    FROM
        spell(
            'resolved.vehicle',
            row(person_id, plate_number),
            coalesce(acquired_on, first_registered_on),
            left_on
        ) AS car
    LEFT JOIN register ON car.supplier IS NOT DISTINCT FROM register.supplier
    WHERE plate_kind IN ('小型汽车', '小型新能源汽车')
    GROUP BY regexp_replace(plate_number, '[\s·.-]', '', 'g'), person_id
),

act AS (
    SELECT *
    FROM state.trade_in
    WHERE
        category IN ('汽车报废更新', '汽车置换更新')
        AND net_fen > 0
        AND plate_key IS NOT NULL
        AND bought_on IS NOT NULL
        AND is_tied(link_tier)
),

-- Whoever has held the plate within the days before; it may be given anew later.
held AS (
    SELECT
        act.record_id,
        owner.person_id AS owner_id,
        coalesce(owner.person_id = act.person_id, FALSE) AS is_own,
        is_tied(owner.tier) AS is_known,
        owner.is_gone,
        owner.seen_on,
        owner.held_from,
        owner.tier,
        owner.link_milli,
        owner.records,
        coalesce(kin.records, []) AS kin_records,
        kin.other_id IS NOT NULL AS is_family
    FROM act
    INNER JOIN owner ON act.plate_key = owner.plate_key
    LEFT JOIN state.kin AS kin
        ON
            act.person_id = kin.person_id
            AND owner.person_id = kin.other_id
            AND holds(kin.valid_from, kin.valid_to, act.bought_on)
    WHERE
        coalesce(owner.held_from <= act.bought_on, TRUE)
        AND coalesce(owner.held_to >= act.bought_on - $before_days, TRUE)
),

seen AS (
    SELECT
        record_id,
        bool_or(is_own) AS is_own,
        bool_or(is_own AND is_gone) AS is_given_up,
        bool_and(is_known) AS is_known,
        bool_and(is_family) AS is_family,
        max(seen_on) AS seen_on,
        min(held_from) AS held_from,
        max(tier) AS tier,
        min(link_milli) AS link_milli,
        list_sort(list_distinct(
            flatten(list(records)) || flatten(list(kin_records))
        )) AS records
    FROM held
    GROUP BY record_id
)

SELECT
    'person' AS subject_kind,
    act.person_id AS subject_id,
    'finance/以旧换新补贴' AS matter,
    act.record_id AS act,
    CASE WHEN seen.is_own THEN '仍在本人名下' ELSE '他人名下' END AS variant,
    act.bought_on AS act_on,
    seen.held_from AS event_on,
    act.day AS period_from,
    act.day AS period_to,
    act.net_fen AS amount_fen,
    greatest(act.link_tier, seen.tier) AS tier,
    least(act.link_milli, seen.link_milli) AS link_milli,
    [act.record_id] || seen.records AS evidence_for,
    CASE
        WHEN NOT seen.is_own AND NOT seen.is_known
            THEN '旧车登记所有人的身份信息'
    END AS missing,
    MAP {
        'family': CASE WHEN NOT seen.is_own AND seen.is_family THEN 'yes' END
    } AS facts,
    handled(
        act.accepted_by, act.reviewed_by, act.approved_by, act.paid_by, act.town
    ) AS chain,
    CASE WHEN seen.is_own THEN 'S4' ELSE 'S3' END AS severity
FROM act
INNER JOIN seen ON act.record_id = seen.record_id
WHERE
    NOT is_chained(act.link_tier, seen.tier)
    AND (
        NOT seen.is_own
        OR (
            NOT seen.is_given_up
            AND coalesce(seen.seen_on >= act.day + $handing_days, TRUE)
        )
    )
