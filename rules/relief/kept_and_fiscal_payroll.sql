-- One row for each time somebody was kept by the state as a person without support
-- while that person, or the wife or husband by the marriage register, was paid by the
-- treasury; apart by what kind of pay it was.
WITH kept AS (
    SELECT
        *,
        month_of(valid_from) AS first_month,
        month_of(least(
            coalesce(valid_to, seen_on), coalesce(seen_on, valid_to)
        )) AS last_month
    FROM state.support_spell
    WHERE benefit = $kept_benefit
),

wed AS (
    SELECT
        person_id,
        other_id,
        valid_from,
        valid_to,
        tier,
        records
    FROM state.kin
    WHERE kind = '婚姻'
),

paid AS (
    SELECT
        kept.record_id,
        '本人在册' AS variant,
        wage.person_id AS waged_id,
        wage.wage_month,
        wage.category,
        greatest(kept.tier, wage.tier) AS tier,
        least(kept.link_milli, wage.link_milli) AS link_milli,
        kept.records || wage.records AS records
    FROM kept
    INNER JOIN state.wage AS wage
        ON
            kept.person_id = wage.person_id
            AND wage.wage_month BETWEEN kept.first_month AND kept.last_month
    WHERE NOT is_chained(kept.tier, wage.tier)
    UNION ALL BY NAME
    SELECT
        kept.record_id,
        '配偶在册' AS variant,
        wage.person_id AS waged_id,
        wage.wage_month,
        wage.category,
        greatest(kept.tier, wed.tier, wage.tier) AS tier,
        least(kept.link_milli, wage.link_milli) AS link_milli,
        kept.records || wed.records || wage.records AS records
    FROM kept
    INNER JOIN wed ON kept.person_id = wed.person_id
    INNER JOIN state.wage AS wage
        ON
            wed.other_id = wage.person_id
            AND wage.wage_month BETWEEN kept.first_month AND kept.last_month
            AND holds(wed.valid_from, wed.valid_to, wage.wage_month)
    WHERE
        NOT is_chained(kept.tier, wed.tier)
        AND NOT is_chained(greatest(kept.tier, wed.tier), wage.tier)
),

-- The own wage says enough; of a wage that is none the spouse's is still asked about.
found AS (
    SELECT *
    FROM paid
    QUALIFY
        variant = '本人在册'
        OR NOT coalesce(
            bool_or(variant = '本人在册' AND coalesce(category, '') = 'fiscal')
                OVER (PARTITION BY record_id),
            FALSE
        )
)

SELECT
    'person' AS subject_kind,
    kept.person_id AS subject_id,
    'relief/' || $kept_benefit AS matter,
    kept.record_id AS act,
    found.variant,
    last_day(max(found.wage_month)) AS act_on,
    NULL AS event_on,
    min(found.wage_month) AS period_from,
    last_day(max(found.wage_month)) AS period_to,
    kept.month_fen * count(DISTINCT found.wage_month) AS amount_fen,
    max(found.tier) AS tier,
    min(found.link_milli) AS link_milli,
    list_sort(list_distinct(flatten(list(found.records)))) AS evidence_for,
    CASE
        WHEN found.category IS NULL THEN '工资册中的人员身份'
        WHEN kept.is_unclear THEN '停止供养的日期'
    END AS missing,
    MAP {
        'staff_category': found.category,
        'waged_id': found.waged_id
    } AS facts,
    handled(
        kept.accepted_by, kept.reviewed_by, kept.approved_by, kept.paid_by, kept.town
    ) AS chain,
    CASE found.variant WHEN '本人在册' THEN 'S2' ELSE 'S3' END AS severity
FROM found
INNER JOIN kept ON found.record_id = kept.record_id
GROUP BY
    kept.person_id, kept.record_id, kept.month_fen, kept.is_unclear,
    kept.accepted_by, kept.reviewed_by, kept.approved_by, kept.paid_by, kept.town,
    found.variant, found.waged_id, found.category
