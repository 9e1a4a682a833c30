-- One row for each payment of the allowance in whose month the household's income per
-- head, as far as registers show it, was over the local line, where it was so in
-- several paid months on end.
WITH insured AS (
    SELECT
        *,
        coalesce(head_id, min(person_id) OVER (PARTITION BY payment_record))
            AS household_id
    FROM state.dibao_member_month
),

paid AS (
    SELECT
        payment_record,
        household_id,
        paid_for,
        paid_for_to,
        12 * (year(paid_for_to) - year(paid_for))
        + month(paid_for_to) - month(paid_for) + 1 AS months,
        max(head_id) AS head_id,
        max(certificate_number) AS certificate_number,
        max(insured_count) AS insured_count,
        max(members) AS members,
        max(amount_fen) AS amount_fen,
        bool_or(is_fading) AS is_fading,
        bool_or(is_unclear) AS is_unclear,
        min(accepted_by) AS accepted_by,
        min(reviewed_by) AS reviewed_by,
        min(approved_by) AS approved_by,
        min(paid_by) AS paid_by,
        min(town) AS town
    FROM insured
    GROUP BY payment_record, household_id, paid_for, paid_for_to
),

listed AS (
    -- Two ways to the household's entry: its number, or its head.
    SELECT
        paid.payment_record,
        paid.paid_for,
        home.*
    FROM paid
    INNER JOIN resolved.dibao_household AS home
        ON paid.certificate_number = home.certificate_number
    UNION ALL BY NAME
    SELECT
        paid.payment_record,
        paid.paid_for,
        home.*
    FROM paid
    INNER JOIN resolved.dibao_household AS home
        ON paid.head_id = home.person_id AND is_firm(home.link_tier)
),

home AS (
    SELECT
        payment_record,
        record_id,
        member_count,
        area_kind
    FROM listed
    QUALIFY row_number() OVER (
        PARTITION BY payment_record
        ORDER BY
            holds(valid_from, valid_to, paid_for) DESC,
            delivered_on DESC NULLS LAST,
            record_id DESC
    ) = 1
),

received AS (
    -- What one member had in a month: pensions, and the best witness of one job
    -- or, as one follows on the other, of unemployment benefit.
    SELECT
        insured.payment_record,
        insured.person_id,
        income.income_month,
        sum(income.counted_fen) FILTER (
            WHERE income.income_kind LIKE '%养老金'
        ) AS pension_fen,
        max(income.counted_fen) FILTER (
            WHERE income.income_kind NOT LIKE '%养老金'
        ) AS work_fen,
        arg_max(income.income_kind, (income.counted_fen, income.income_kind)) FILTER (
            WHERE income.income_kind NOT LIKE '%养老金'
        ) AS work_kind,
        bool_or(income.is_open) AS is_open,
        max(greatest(insured.tier, income.tier)) AS tier,
        min(least(insured.link_milli, income.link_milli)) AS link_milli,
        list(insured.records || income.records) AS records
    FROM insured
    INNER JOIN state.income_month AS income
        ON
            insured.person_id = income.person_id
            AND income.income_month
            BETWEEN month_of(insured.paid_for) AND insured.paid_for_to
    WHERE
        NOT is_chained(insured.tier, income.tier)
        AND (income.counted_fen > 0 OR income.is_open)
    GROUP BY insured.payment_record, insured.person_id, income.income_month
),

income AS (
    SELECT
        payment_record,
        sum(coalesce(pension_fen, 0)) AS pension_fen,
        sum(coalesce(work_fen, 0)) AS work_fen,
        arg_max(work_kind, (work_fen, work_kind)) AS work_kind,
        bool_or(is_open) AS is_open,
        max(tier) AS tier,
        min(link_milli) AS link_milli,
        list_sort(list_distinct(flatten(flatten(list(records))))) AS records
    FROM received
    GROUP BY payment_record
),

measured AS (
    SELECT
        paid.*,
        income.pension_fen,
        income.work_fen,
        income.work_kind,
        income.is_open,
        income.tier,
        income.link_milli,
        income.records,
        home.record_id AS home_record,
        home.member_count,
        standard.month_fen,
        coalesce(
            (income.pension_fen + income.work_fen) * 1000000
            > coalesce(standard.month_fen, 0) * $over_standard_ppm * paid.months
            * coalesce(home.member_count, paid.insured_count, paid.members, 1)
            OR income.is_open,
            FALSE
        ) AS is_over,
        dense_rank() OVER (
            PARTITION BY paid.household_id ORDER BY paid.paid_for
        ) AS place
    FROM paid
    LEFT JOIN income ON paid.payment_record = income.payment_record
    LEFT JOIN home ON paid.payment_record = home.payment_record
    LEFT JOIN policy.dibao_standard AS standard
        ON
            home.area_kind = standard.area_kind
            AND holds(standard.valid_from, standard.valid_to, paid.paid_for)
),

over AS (
    SELECT
        *,
        place
        - dense_rank() OVER (PARTITION BY household_id ORDER BY paid_for) AS run
    FROM measured
    WHERE is_over
),

over_month AS (
    SELECT
        household_id,
        run,
        paid_for,
        min(place) AS place,
        max(months) AS months
    FROM over
    GROUP BY household_id, run, paid_for
),

stretch AS (
    SELECT
        household_id,
        run,
        min(paid_for) AS since,
        min(place) = 1 AS is_open,
        sum(months) AS months
    FROM over_month
    GROUP BY household_id, run
)

SELECT
    'household' AS subject_kind,
    over.household_id AS subject_id,
    'relief/' || $benefit AS matter,
    over.payment_record AS act,
    CASE
        WHEN over.pension_fen >= over.work_fen THEN '养老金'
        WHEN over.work_kind IN ('工资', '失业保险金') THEN over.work_kind
        ELSE '缴费基数'
    END AS variant,
    over.paid_for_to AS act_on,
    stretch.since AS event_on,
    over.paid_for AS period_from,
    over.paid_for_to AS period_to,
    over.amount_fen,
    over.tier,
    over.link_milli,
    [over.payment_record] || over.records || CASE
        WHEN over.home_record IS NULL THEN [] ELSE [over.home_record]
    END AS evidence_for,
    CASE
        WHEN over.is_unclear THEN '停保日期'
        WHEN over.member_count IS NULL THEN '低保家庭的人口数'
        WHEN over.month_fen IS NULL THEN '本地低保标准'
        WHEN over.is_open THEN '收入计入比例的规定'
    END AS missing,
    MAP {
        'benefit': $benefit,
        'fading': CASE WHEN over.is_fading THEN 'yes' END,
        'income_since': cast(stretch.since AS VARCHAR),
        'income_open': CASE WHEN stretch.is_open THEN 'yes' END
    } AS facts,
    handled(
        over.accepted_by, over.reviewed_by, over.approved_by, over.paid_by, over.town
    ) AS chain,
    CASE
        WHEN
            over.pension_fen >= over.work_fen
            OR over.work_kind IN ('工资', '失业保险金')
            THEN 'S3'
        ELSE 'S4'
    END AS severity
FROM over
INNER JOIN stretch
    ON over.household_id = stretch.household_id AND over.run = stretch.run
WHERE stretch.months >= $stable_months
