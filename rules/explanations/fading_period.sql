-- The job began so recently that the allowance may run on, or is marked so.
-- A job's beginning is seen only where its unit's payroll of the month before is
-- there; otherwise the date of joining is taken, and without one the first months
-- cannot be decided.
WITH asked AS (
    SELECT
        item.item_no,
        item.act,
        item.period_from,
        fading.months,
        item.facts['waged_id'] AS waged_id,
        item.facts['fading'] = 'yes' AS is_fading
    FROM item
    LEFT JOIN policy.fading_period AS fading
        ON
            item.facts['benefit'] = fading.benefit
            AND item.act_on >= fading.valid_from
            AND (fading.valid_to IS NULL OR item.act_on <= fading.valid_to)
),

wage AS (
    SELECT
        payroll.person_id,
        payroll.record_id,
        payroll.link_tier,
        payroll.paid_for,
        payroll.joined_on,
        coalesce(payroll.unit_code, payroll.unit_name) AS unit
    FROM resolved.staff_payroll AS payroll
    INNER JOIN policy.staff_type AS staff
        ON
            payroll.staff_type = staff.staff_type
            AND staff.category = 'fiscal'
            AND payroll.paid_for >= staff.valid_from
            AND (staff.valid_to IS NULL OR payroll.paid_for <= staff.valid_to)
    WHERE
        is_tied(payroll.link_tier)
        AND payroll.person_id IN (SELECT asked.waged_id FROM asked)
    QUALIFY
        is_firm(payroll.link_tier)
        OR NOT bool_or(is_firm(payroll.link_tier)) OVER (PARTITION BY payroll.person_id)
),

opening AS (
    SELECT
        person_id,
        bool_and(is_firm(link_tier)) AS is_firm,
        min(paid_for) AS first_for,
        min(joined_on) AS joined_on,
        arg_min(unit, (paid_for, record_id)) AS unit,
        arg_min(record_id, (paid_for, record_id)) AS record_id
    FROM wage
    GROUP BY person_id
),

covered AS (
    SELECT DISTINCT
        coalesce(unit_code, unit_name) AS unit,
        date_trunc('month', paid_for) AS paid_for
    FROM resolved.staff_payroll
),

begun AS (
    SELECT
        opening.person_id,
        opening.first_for,
        opening.record_id,
        opening.is_firm,
        CASE
            WHEN covered.unit IS NOT NULL THEN opening.first_for
            ELSE least(opening.joined_on, opening.first_for)
        END AS begun_on,
        covered.unit IS NULL AND opening.joined_on IS NULL AS is_unknown
    FROM opening
    LEFT JOIN covered
        ON
            opening.unit = covered.unit
            AND date_trunc('month', opening.first_for) - to_months(1)
            = covered.paid_for
)

SELECT
    asked.item_no,
    CASE
        WHEN asked.is_fading THEN 'explained'
        WHEN asked.months IS NULL OR begun.is_unknown THEN 'cannot_decide'
        WHEN NOT begun.is_firm THEN 'untestable'
        ELSE 'explained'
    END AS verdict,
    CASE
        WHEN begun.record_id IS NULL THEN [] ELSE [begun.record_id]
    END AS evidence
FROM asked
LEFT JOIN begun ON asked.waged_id = begun.person_id
WHERE
    asked.is_fading
    OR asked.months IS NULL
    OR asked.period_from
    <= date_trunc('month', begun.begun_on) + to_months(asked.months)
