-- Left the payroll no later than a month after the act: by the date of leaving, or
-- because the unit's next payroll is there without the person; open where the wages
-- are only weakly tied.
WITH wage AS (
    SELECT
        payroll.person_id,
        payroll.record_id,
        payroll.link_tier,
        payroll.left_on,
        date_trunc('month', payroll.paid_for) AS wage_month,
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
        AND payroll.person_id IN (SELECT item.facts['waged_id'] FROM item)
    QUALIFY
        is_firm(payroll.link_tier)
        OR NOT bool_or(is_firm(payroll.link_tier)) OVER (PARTITION BY payroll.person_id)
),

final_wage AS (
    SELECT
        person_id,
        bool_and(is_firm(link_tier)) AS is_firm,
        max(wage_month) AS last_month,
        max(left_on) AS left_on,
        arg_max(unit, (wage_month, record_id)) AS unit,
        arg_max(record_id, (wage_month, record_id)) AS record_id
    FROM wage
    GROUP BY person_id
),

covered AS (
    SELECT
        coalesce(unit_code, unit_name) AS unit,
        max(date_trunc('month', paid_for)) AS last_month
    FROM resolved.staff_payroll
    GROUP BY coalesce(unit_code, unit_name)
)

SELECT
    item.item_no,
    CASE WHEN final_wage.is_firm THEN 'explained' ELSE 'untestable' END AS verdict,
    [final_wage.record_id] AS evidence
FROM item
INNER JOIN final_wage ON item.facts['waged_id'] = final_wage.person_id
LEFT JOIN covered ON final_wage.unit = covered.unit
WHERE
    final_wage.last_month <= date_trunc('month', item.act_on) + to_months(1)
    AND (
        final_wage.left_on <= item.act_on + to_months(1)
        OR covered.last_month > final_wage.last_month
    )
