-- One row for each month's allowance and insured person who led, owned or managed an
-- open firm through the whole month.
WITH held AS (
    SELECT
        insured.*,
        role.firm_id,
        role.roles,
        role.company_kind,
        role.valid_from AS held_from,
        role.records AS firm_records,
        greatest(insured.tier, role.tier) AS weakest_tier,
        least(insured.link_milli, role.link_milli) AS weakest_milli
    FROM state.dibao_member_month AS insured
    INNER JOIN state.company_role AS role ON insured.person_id = role.person_id
    WHERE
        role.valid_from < insured.paid_for
        AND (role.valid_to IS NULL OR role.valid_to > insured.paid_for_to)
        AND NOT is_chained(insured.tier, role.tier)
),

monthly AS (
    SELECT
        payment_record,
        person_id,
        paid_for,
        paid_for_to,
        max(amount_fen) AS amount_fen,
        bool_or(is_fading) AS is_fading,
        bool_or(is_unclear) AS is_unclear,
        bool_and(coalesce(
            company_kind = '农民专业合作社' AND roles IN ('成员', '股东'), FALSE
        )) AS is_nominal,
        bool_and(coalesce(company_kind = '个体工商户', FALSE)) AS is_trader,
        min(held_from) AS held_from,
        min(accepted_by) AS accepted_by,
        min(reviewed_by) AS reviewed_by,
        min(approved_by) AS approved_by,
        min(paid_by) AS paid_by,
        min(town) AS town,
        max(weakest_tier) AS tier,
        min(weakest_milli) AS link_milli,
        list_sort(list_distinct(
            flatten(list(records)) || flatten(list(firm_records))
        )) AS records
    FROM held
    GROUP BY payment_record, person_id, paid_for, paid_for_to
)

SELECT
    'person' AS subject_kind,
    person_id AS subject_id,
    'relief/' || $benefit AS matter,
    payment_record AS act,
    CASE WHEN is_trader THEN '登记为个体经营者' ELSE '登记为企业人员' END AS variant,
    paid_for_to AS act_on,
    held_from AS event_on,
    paid_for AS period_from,
    paid_for_to AS period_to,
    amount_fen,
    tier,
    link_milli,
    [payment_record] || records AS evidence_for,
    CASE WHEN is_unclear THEN '停保日期' END AS missing,
    MAP {
        'benefit': $benefit,
        'fading': CASE WHEN is_fading THEN 'yes' END,
        'nominal_member': CASE WHEN is_nominal THEN 'yes' END
    } AS facts,
    handled(accepted_by, reviewed_by, approved_by, paid_by, town) AS chain,
    'S4' AS severity
FROM monthly
