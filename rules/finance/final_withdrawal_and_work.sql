-- One row for each withdrawal at the end of work (of all, on leaving or on retirement)
-- by somebody whom an employer goes on insuring or paying, month after month.
WITH final_draw AS MATERIALIZED (
    SELECT
        *,
        month_of(coalesce(paid_on, applied_on)) AS drawn_month
    FROM state.fund_withdrawal
    WHERE reason IN ('终止劳动关系', '离退休')
),

-- The lower of a woman's two ages is taken: the data do not say which one holds.
aged AS (
    SELECT
        final_draw.record_id,
        min(cast(final_draw.born_on + to_months(retire.age_months) AS DATE)) AS due_on
    FROM final_draw
    INNER JOIN policy.retire_age AS retire
        ON
            final_draw.sex = left(retire.category, 1)
            AND final_draw.born_on BETWEEN
            cast(retire.born_from AS DATE) AND cast(retire.born_to AS DATE)
            AND holds(retire.valid_from, retire.valid_to, final_draw.drawn_month)
    GROUP BY final_draw.record_id
),

worked AS (
    SELECT
        final_draw.record_id,
        work.paid_month AS work_month,
        work.unit_id,
        work.unit_name,
        work.tier,
        work.link_milli,
        work.records
    FROM final_draw
    INNER JOIN state.contribution_month AS work
        ON final_draw.person_id = work.person_id
    WHERE NOT is_chained(final_draw.tier, work.tier)
    UNION ALL BY NAME
    SELECT
        final_draw.record_id,
        wage.wage_month AS work_month,
        wage.unit_name AS unit_id,
        wage.unit_name,
        wage.tier,
        wage.link_milli,
        wage.records
    FROM final_draw
    INNER JOIN state.wage AS wage ON final_draw.person_id = wage.person_id
    WHERE
        wage.staff_type NOT IN ('离退休', '遗属补助', '村干部', '公益性岗位')
        AND NOT is_chained(final_draw.tier, wage.tier)
),

-- The months from that of the payment on, without a gap.
following AS (
    SELECT
        final_draw.record_id,
        count(DISTINCT worked.work_month) AS months,
        min(worked.work_month) AS first_month,
        max(worked.work_month) AS last_month,
        max(worked.tier) AS tier,
        min(worked.link_milli) AS link_milli,
        list_sort(list_distinct(flatten(list(worked.records)))) AS records
    FROM final_draw
    INNER JOIN worked
        ON
            final_draw.record_id = worked.record_id
            AND final_draw.drawn_month <= worked.work_month
            AND worked.work_month
            < final_draw.drawn_month + to_months($following_months)
    GROUP BY final_draw.record_id
    HAVING count(DISTINCT worked.work_month) = $following_months
),

-- Whether nobody insured the person in the months before.
before AS (
    SELECT
        final_draw.record_id,
        bool_or(
            worked.work_month < final_draw.drawn_month
            AND worked.work_month
            >= final_draw.drawn_month - to_months(seal.sealed_months)
        ) AS is_insured,
        max(seal.sealed_months) AS sealed_months
    FROM final_draw
    INNER JOIN worked ON final_draw.record_id = worked.record_id
    LEFT JOIN policy.fund_sealing AS seal
        ON holds(seal.valid_from, seal.valid_to, final_draw.drawn_month)
    GROUP BY final_draw.record_id
),

known AS (
    SELECT month_of(min(paid_for)) AS first_month
    FROM resolved.contribution
),

pensioned AS (
    SELECT DISTINCT final_draw.record_id
    FROM final_draw
    INNER JOIN resolved.pension_payment AS pension
        ON final_draw.person_id = pension.person_id
    WHERE
        is_tied(pension.link_tier)
        AND pension.scheme IN ('企业养老', '机关养老')
        AND coalesce(pension.payment_flag, '已支付') = '已支付'
        AND pension.paid_for < final_draw.drawn_month + to_months($following_months)
)

SELECT
    'person' AS subject_kind,
    draw.person_id AS subject_id,
    'finance/住房公积金销户提取' AS matter,
    draw.record_id AS act,
    draw.reason AS variant,
    coalesce(draw.paid_on, draw.applied_on) AS act_on,
    following.first_month AS event_on,
    coalesce(draw.paid_on, draw.applied_on) AS period_from,
    last_day(following.last_month) AS period_to,
    draw.asked_fen AS amount_fen,
    greatest(draw.tier, following.tier) AS tier,
    least(draw.link_milli, following.link_milli) AS link_milli,
    [draw.record_id] || following.records AS evidence_for,
    CASE
        WHEN draw.reason = '离退休' AND aged.due_on IS NULL THEN '出生日期或退休年龄'
    END AS missing,
    MAP {
        'paid': CASE WHEN draw.is_returned THEN 'no' END,
        'sex': draw.sex,
        'born_on': CASE
            WHEN draw.reason = '离退休' THEN strftime(draw.born_on, '%Y-%m-%d')
        END,
        'pensioned': CASE WHEN pensioned.record_id IS NOT NULL THEN 'yes' END,
        'work_gap': CASE
            WHEN draw.reason != '终止劳动关系' OR before.is_insured THEN NULL
            WHEN
                known.first_month
                <= draw.drawn_month - to_months(before.sealed_months)
                THEN 'yes'
            ELSE 'unknown'
        END
    } AS facts,
    handled(
        draw.accepted_by, draw.reviewed_by, draw.approved_by, draw.paid_by, NULL
    ) AS chain,
    'S3' AS severity
FROM final_draw AS draw
INNER JOIN following ON draw.record_id = following.record_id
INNER JOIN before ON draw.record_id = before.record_id
CROSS JOIN known
LEFT JOIN aged ON draw.record_id = aged.record_id
LEFT JOIN pensioned ON draw.record_id = pensioned.record_id
WHERE
    draw.reason = '终止劳动关系'
    OR aged.due_on IS NULL
    OR aged.due_on > coalesce(draw.paid_on, draw.applied_on)
