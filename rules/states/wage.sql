-- One row for each person and month on the fiscal payroll, with the category of the
-- closest post: fiscal, survivor, non_fiscal, or null where the kind of staff is not
-- known. Weak ties count only in months without a firm one.
WITH typed AS (
    SELECT
        payroll.*,
        staff.category,
        month_of(payroll.paid_for) AS wage_month,
        CASE staff.category
            WHEN 'fiscal' THEN 1 WHEN 'survivor' THEN 3 WHEN 'non_fiscal' THEN 4
            ELSE 2
        END AS closeness
    FROM resolved.staff_payroll AS payroll
    LEFT JOIN policy.staff_type AS staff
        ON
            payroll.staff_type = staff.staff_type
            AND holds(staff.valid_from, staff.valid_to, payroll.paid_for)
    WHERE is_tied(payroll.link_tier)
),

firm AS (
    SELECT *
    FROM typed
    WHERE is_firm(link_tier)
),

paid AS (
    SELECT *
    FROM firm
    UNION ALL BY NAME
    SELECT typed.*
    FROM typed
    ANTI JOIN firm
        ON
            typed.person_id = firm.person_id
            AND typed.wage_month IS NOT DISTINCT FROM firm.wage_month
    WHERE NOT is_firm(typed.link_tier)
)

SELECT
    person_id,
    wage_month,
    arg_min(category, (closeness, record_id)) AS category,
    arg_min(staff_type, (closeness, record_id)) AS staff_type,
    arg_min(unit_name, (closeness, record_id)) AS unit_name,
    count(DISTINCT coalesce(organisation_id, unit_code, unit_name)) AS units,
    cast(sum(gross_fen) AS BIGINT) AS gross_fen,
    max(left_on) AS left_on,
    max(link_tier) AS tier,
    min(link_milli) AS link_milli,
    list(record_id ORDER BY record_id) AS records
FROM paid
GROUP BY person_id, wage_month
