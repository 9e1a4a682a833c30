-- One row for each month's allowance and insured person who held a motor vehicle that
-- counts as property, from the month after the purchase to the month of leaving it.
WITH held AS (
    SELECT
        insured.*,
        vehicle.plate_number,
        vehicle.held_from,
        vehicle.is_unclear AS is_gone,
        vehicle.use_kind,
        rule.treatment,
        vehicle.records AS vehicle_records,
        greatest(insured.tier, vehicle.tier) AS weakest_tier,
        least(insured.link_milli, vehicle.link_milli) AS weakest_milli
    FROM state.dibao_member_month AS insured
    INNER JOIN state.vehicle_held AS vehicle
        ON insured.person_id = vehicle.person_id
    LEFT JOIN policy.dibao_vehicle AS rule
        ON
            vehicle.vehicle_kind = rule.vehicle_kind
            AND holds(rule.valid_from, rule.valid_to, insured.paid_for)
    WHERE
        vehicle.held_from < insured.paid_for
        AND (vehicle.held_to IS NULL OR vehicle.held_to > insured.paid_for_to)
        AND coalesce(rule.treatment, 'unknown') != '不计入'
        AND NOT is_chained(insured.tier, vehicle.tier)
),

counted AS (
    SELECT
        payment_record,
        person_id,
        paid_for,
        paid_for_to,
        max(amount_fen) AS amount_fen,
        bool_or(is_fading) AS is_fading,
        bool_or(is_unclear) AS is_unclear,
        bool_and(is_gone) AS is_gone,
        bool_or(treatment = '计入') AS is_counted,
        min(held_from) AS held_from,
        min(accepted_by) AS accepted_by,
        min(reviewed_by) AS reviewed_by,
        min(approved_by) AS approved_by,
        min(paid_by) AS paid_by,
        min(town) AS town,
        max(weakest_tier) AS tier,
        min(weakest_milli) AS link_milli,
        list_sort(list_distinct(
            flatten(list(records)) || flatten(list(vehicle_records))
        )) AS records
    FROM held
    GROUP BY payment_record, person_id, paid_for, paid_for_to
)

SELECT
    'person' AS subject_kind,
    person_id AS subject_id,
    'relief/' || $benefit AS matter,
    payment_record AS act,
    '名下有机动车' AS variant,
    paid_for_to AS act_on,
    held_from AS event_on,
    paid_for AS period_from,
    paid_for_to AS period_to,
    amount_fen,
    tier,
    link_milli,
    [payment_record] || records AS evidence_for,
    CASE
        WHEN is_unclear THEN '停保日期'
        WHEN is_gone THEN '车辆取得、转出、报废或注销的日期'
        WHEN NOT coalesce(is_counted, FALSE) THEN '本地对该类车辆是否计入家庭财产的规定'
    END AS missing,
    MAP {
        'benefit': $benefit,
        'fading': CASE WHEN is_fading THEN 'yes' END
    } AS facts,
    handled(accepted_by, reviewed_by, approved_by, paid_by, town) AS chain,
    'S3' AS severity
FROM counted
