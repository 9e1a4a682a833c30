-- One row for each school, month and supplier whose meals or money exceed what pupils,
-- diners, days and the price of a meal account for.
WITH meal AS (
    SELECT
        *,
        coalesce(organisation_id, school_name) AS school_id,
        coalesce(supplier_organisation_id, supplier_credit_code, supplier_name)
            AS seller,
        cast(
            coalesce(meals, amount_fen // nullif(standard_fen, 0)) AS BIGINT
        ) AS billed
    FROM resolved.school_meal
    QUALIFY
        row_number() OVER (
            PARTITION BY school_name, meal_for, supplier_name
            ORDER BY delivered_on DESC NULLS LAST, record_id DESC
        ) = 1
),

pupil AS (
    SELECT DISTINCT
        coalesce(school_organisation_id, school) AS school_id,
        student_number,
        enrolled_on,
        maybe_to AS left_on
    FROM
        spell(
            'resolved.student',
            row(coalesce(school_organisation_id, school), student_number),
            enrolled_on,
            left_on
        )
),

school_month AS (
    SELECT DISTINCT
        school_id,
        meal_for
    FROM meal
),

registered AS (
    SELECT
        school_month.school_id,
        school_month.meal_for,
        count(DISTINCT pupil.student_number) AS pupils
    FROM school_month
    INNER JOIN pupil ON school_month.school_id = pupil.school_id
    WHERE
        meets(
            pupil.enrolled_on,
            pupil.left_on,
            school_month.meal_for,
            last_day(school_month.meal_for)
        )
    GROUP BY school_month.school_id, school_month.meal_for
),

counted AS (
    SELECT
        meal.*,
        coalesce(registered.pupils, meal.enrolled) AS pupils,
        cast(
            1000 * sum(meal.amount_fen) OVER (PARTITION BY meal.seller)
            // nullif(sum(meal.amount_fen) OVER (), 0) AS BIGINT
        ) AS seller_permille
    FROM meal
    LEFT JOIN registered
        ON
            meal.school_id = registered.school_id
            AND meal.meal_for = registered.meal_for
),

compared AS (
    SELECT
        *,
        billed - pupils * meal_days AS beyond_pupils,
        billed - diners * meal_days AS beyond_diners,
        amount_fen - billed * standard_fen AS beyond_fen,
        coalesce(
            1000 * (billed - pupils * meal_days)
            > $tolerance_permille * pupils * meal_days,
            FALSE
        ) AS is_beyond_pupils,
        coalesce(
            1000 * (billed - diners * meal_days)
            > $tolerance_permille * diners * meal_days,
            FALSE
        ) AS is_beyond_diners,
        coalesce(
            1000 * (amount_fen - billed * standard_fen)
            > $tolerance_permille * billed * standard_fen,
            FALSE
        ) AS is_beyond_price,
        CASE
            WHEN billed IS NULL THEN '结算人次或餐标'
            WHEN meal_days IS NULL THEN '供餐天数'
            WHEN pupils IS NULL AND diners IS NULL THEN '在籍人数和就餐人数'
        END AS missing
    FROM counted
),

told AS (
    SELECT
        *,
        CASE
            WHEN is_beyond_pupils OR missing IS NOT NULL THEN '超过在籍人数'
            WHEN is_beyond_diners THEN '超过就餐人数'
            ELSE '超过餐标'
        END AS variant,
        CASE
            WHEN is_beyond_pupils THEN beyond_pupils
            WHEN is_beyond_diners THEN beyond_diners
        END AS beyond
    FROM compared
    WHERE
        is_beyond_pupils
        OR is_beyond_diners
        OR is_beyond_price
        OR missing IS NOT NULL
)

SELECT
    'unit' AS subject_kind,
    school_id AS subject_id,
    'finance/校园餐' AS matter,
    record_id AS act,
    variant,
    meal_for AS act_on,
    NULL AS event_on,
    meal_for AS period_from,
    last_day(meal_for) AS period_to,
    cast(
        CASE
            WHEN missing IS NOT NULL THEN NULL
            WHEN variant = '超过餐标' THEN beyond_fen
            ELSE beyond * coalesce(standard_fen, amount_fen // nullif(billed, 0))
        END AS BIGINT
    ) AS amount_fen,
    'T1' AS tier,
    NULL AS link_milli,
    [record_id] AS evidence_for,
    missing,
    MAP {
        'staff_meals': CASE WHEN beyond <= staff_meals THEN 'yes' END,
        'pupils': cast(pupils AS VARCHAR),
        'supplier_permille': cast(seller_permille AS VARCHAR)
    } AS facts,
    handled(handled_by, reviewed_by, approved_by, NULL, school_name) AS chain,
    'S3' AS severity
FROM told
