-- One row for each month and further unit that paid a person a wage, and for each
-- month and enterprise that insured as its employee somebody on the fiscal payroll.
WITH wage AS (
    SELECT
        payroll.*,
        staff.category,
        month_of(payroll.paid_for) AS wage_month,
        coalesce(payroll.organisation_id, payroll.unit_code, payroll.unit_name)
            AS unit_id,
        regexp_matches(
            concat_ws(' ', payroll.post_kind, payroll.position), '借调|挂职|驻村|第一书记'
        ) AS is_lent
    FROM resolved.staff_payroll AS payroll
    LEFT JOIN policy.staff_type AS staff
        ON
            payroll.staff_type = staff.staff_type
            AND holds(staff.valid_from, staff.valid_to, payroll.paid_for)
    WHERE
        is_tied(payroll.link_tier)
        AND payroll.staff_type != '离退休'
        AND coalesce(staff.category, 'unknown') != 'survivor'
),

posted AS (
    -- A unit may pay one month in several lists.
    SELECT
        person_id,
        unit_id,
        wage_month,
        max(unit_name) AS unit_name,
        cast(sum(gross_fen) AS BIGINT) AS gross_fen,
        min(record_id) AS act,
        list(record_id ORDER BY record_id) AS records,
        bool_and(category = 'fiscal') AS is_fiscal,
        bool_or(category IS NULL) AS is_untyped,
        bool_or(is_lent) AS is_lent,
        max(link_tier) AS tier,
        min(link_milli) AS link_milli,
        min(wage_month) OVER (PARTITION BY person_id, unit_id) AS unit_from,
        max(wage_month) OVER (PARTITION BY person_id, unit_id) AS unit_to
    FROM wage
    GROUP BY person_id, unit_id, wage_month
),

placed AS (
    SELECT
        *,
        row_number() OVER (
            PARTITION BY person_id, wage_month ORDER BY gross_fen DESC, unit_id ASC
        ) AS place
    FROM posted
    QUALIFY count(*) OVER (PARTITION BY person_id, wage_month) > 1
),

doubled AS (
    SELECT
        lower.person_id,
        lower.wage_month,
        lower.act,
        lower.unit_name,
        '两处发放' AS variant,
        lower.unit_id AS other_unit,
        lower.gross_fen AS amount_fen,
        lower.records || upper.records AS records,
        lower.is_untyped OR upper.is_untyped AS is_untyped,
        lower.is_lent,
        lower.is_fiscal AND upper.is_fiscal AS is_fiscal,
        lower.tier AS tier_one,
        upper.tier AS tier_other,
        least(lower.link_milli, upper.link_milli) AS link_milli,
        count(*) OVER (PARTITION BY lower.person_id, lower.unit_id) = 1
        AND lower.wage_month IN (
            lower.unit_from, lower.unit_to, upper.unit_from, upper.unit_to
        ) AS is_transfer
    FROM placed AS lower
    INNER JOIN placed AS upper
        ON
            lower.person_id = upper.person_id
            AND lower.wage_month = upper.wage_month
            AND upper.place = 1
    WHERE lower.place > 1
),

employed AS (
    SELECT
        person_id,
        month_of(paid_for) AS paid_month,
        coalesce(organisation_id, unit_number, unit_name) AS unit_id,
        max(unit_name) AS unit_name,
        max(base_fen) AS base_fen,
        list(record_id ORDER BY record_id) AS records,
        max(link_tier) AS tier,
        min(link_milli) AS link_milli
    FROM resolved.contribution
    WHERE
        is_tied(link_tier)
        AND insurance = '企业养老'
        AND coalesce(unit_share_fen, 0) > 0
        AND coalesce(payer_kind, '单位') = '单位'
        AND coalesce(contribution_kind, '正常应缴') != '补缴'
        AND coalesce(received_flag, '已到账') = '已到账'
    GROUP BY
        person_id, month_of(paid_for), coalesce(organisation_id, unit_number, unit_name)
),

insured AS (
    SELECT
        employed.person_id,
        posted.wage_month,
        posted.act,
        posted.unit_name,
        '企业参保' AS variant,
        employed.unit_id AS other_unit,
        least(posted.gross_fen, employed.base_fen) AS amount_fen,
        posted.records || employed.records AS records,
        posted.is_untyped,
        FALSE AS is_lent,
        posted.is_fiscal,
        posted.tier AS tier_one,
        employed.tier AS tier_other,
        least(posted.link_milli, employed.link_milli) AS link_milli,
        FALSE AS is_transfer
    FROM posted
    INNER JOIN employed
        ON
            posted.person_id = employed.person_id
            AND posted.wage_month = employed.paid_month
    WHERE
        NOT is_chained(posted.tier, employed.tier)
        -- A unit of the payroll insures the staff it pays itself.
        AND employed.unit_id NOT IN (
            SELECT known.unit_id FROM posted AS known
        )
    QUALIFY
        row_number() OVER (
            PARTITION BY employed.person_id, employed.unit_id, posted.wage_month
            ORDER BY posted.unit_id
        ) = 1
),

lasting AS (
    SELECT *
    FROM insured
    QUALIFY
        count(*) OVER (PARTITION BY person_id, other_unit) >= $contribution_months
),

monthly AS (
    -- Whatever enterprises insure a month, it is one month; the highest base stands.
    SELECT *
    FROM lasting
    QUALIFY
        row_number() OVER (
            PARTITION BY person_id, wage_month ORDER BY amount_fen DESC, other_unit ASC
        ) = 1
),

found AS (
    SELECT * FROM doubled
    UNION ALL BY NAME
    SELECT * FROM monthly
)

SELECT
    'person' AS subject_kind,
    person_id AS subject_id,
    'finance/财政工资' AS matter,
    act,
    variant,
    last_day(wage_month) AS act_on,
    NULL AS event_on,
    wage_month AS period_from,
    last_day(wage_month) AS period_to,
    amount_fen,
    greatest(tier_one, tier_other) AS tier,
    link_milli,
    records AS evidence_for,
    CASE WHEN is_untyped THEN '工资册中的人员身份' END AS missing,
    MAP {
        'staff_category': CASE
            WHEN NOT is_untyped AND NOT is_fiscal THEN 'non_fiscal'
        END,
        'other_unit': other_unit,
        'secondment': CASE WHEN is_lent THEN 'yes' END,
        'transfer': CASE WHEN is_transfer THEN 'yes' END
    } AS facts,
    handled(NULL, NULL, NULL, NULL, unit_name) AS chain,
    'S2' AS severity
FROM found
WHERE NOT is_chained(tier_one, tier_other)
