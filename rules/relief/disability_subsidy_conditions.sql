-- One row for each subsidy to a disabled person paid for months after each certificate
-- had ended, for a grade that has no claim, after the allowance had stopped, or beside
-- a benefit that excludes it.
WITH paid AS MATERIALIZED (
    SELECT
        *,
        month_of(paid_for) AS from_month,
        coalesce(paid_for_to, last_day(paid_for)) AS ends_on,
        coalesce(standard_fen, amount_fen) AS month_fen,
        CASE subsidy_kind WHEN '护理补贴' THEN $care ELSE $life END AS benefit
    FROM resolved.disability_subsidy
    WHERE coalesce(payment_result, '成功') = '成功' AND is_tied(link_tier)
),

certificate AS MATERIALIZED (
    SELECT *
    FROM
        spell(
            'resolved.disability_certificate',
            row(person_id, certificate_number),
            issued_on,
            cancelled_on
        )
    WHERE is_tied(link_tier)
),

held AS (
    SELECT
        person_id,
        max(least(
            coalesce(cancelled_on, DATE '9999-12-31'),
            coalesce(valid_until, DATE '9999-12-31')
        )) AS ended_on,
        bool_and(status = '注销' AND cancelled_on IS NULL) AS is_unclear,
        max(link_tier) AS other_tier,
        min(link_milli) AS other_milli,
        list(record_id ORDER BY record_id) AS other_records
    FROM certificate
    GROUP BY person_id
),

lapsed AS (
    SELECT
        paid.*,
        '证件失效' AS variant,
        CASE WHEN NOT coalesce(held.is_unclear, FALSE) THEN held.ended_on END
            AS event_on,
        CASE
            WHEN coalesce(held.is_unclear, FALSE) THEN paid.from_month
            ELSE greatest(paid.from_month, last_day(held.ended_on) + 1)
        END AS over_from,
        CASE WHEN held.is_unclear THEN '残疾人证注销的日期' END AS missing,
        held.other_tier,
        held.other_milli,
        held.other_records
    FROM paid
    INNER JOIN held ON paid.person_id = held.person_id
    WHERE
        coalesce(held.is_unclear, FALSE)
        OR (
            held.ended_on < DATE '9999-12-31'
            AND last_day(held.ended_on) < paid.ends_on
        )
),

known_grade AS (
    SELECT DISTINCT disability_grade
    FROM policy.disability_subsidy
    WHERE subsidy_kind = '护理补贴'
),

graded AS (
    -- A grade that the policy knows, but not for that month, is no grade beyond it.
    SELECT
        paid.record_id AS payment_record,
        bool_or(rule.disability_grade IS NOT NULL) AS is_eligible,
        bool_or(certificate.disability_class IN ('智力', '精神')) AS is_mind,
        bool_or(
            coalesce(certificate.disability_class, '多重') = '多重'
            OR certificate.disability_grade IS NULL
        ) AS is_unclear,
        bool_or(
            rule.disability_grade IS NULL AND known_grade.disability_grade IS NOT NULL
        ) AS is_ended,
        max(certificate.link_tier) AS other_tier,
        min(certificate.link_milli) AS other_milli,
        list_sort(list_distinct(list(certificate.record_id))) AS other_records
    FROM paid
    INNER JOIN certificate ON paid.person_id = certificate.person_id
    LEFT JOIN policy.disability_subsidy AS rule
        ON
            paid.subsidy_kind = rule.subsidy_kind
            AND certificate.disability_grade = rule.disability_grade
            AND holds(rule.valid_from, rule.valid_to, paid.from_month)
    LEFT JOIN known_grade
        ON certificate.disability_grade = known_grade.disability_grade
    WHERE
        paid.subsidy_kind = '护理补贴'
        AND coalesce(certificate.issued_on <= paid.ends_on, TRUE)
    GROUP BY paid.record_id
),

milder AS (
    SELECT
        paid.*,
        '等级不在范围' AS variant,
        NULL AS event_on,
        paid.from_month AS over_from,
        CASE
            WHEN graded.is_unclear THEN '残疾类别、等级的评定材料'
            WHEN graded.is_ended THEN '当月护理补贴的等级范围'
        END AS missing,
        graded.other_tier,
        graded.other_milli,
        graded.other_records
    FROM paid
    INNER JOIN graded ON paid.record_id = graded.payment_record
    WHERE NOT graded.is_eligible AND NOT coalesce(graded.is_mind, FALSE)
),

listed AS (
    -- What the register last said of each time on the allowance.
    SELECT *
    FROM resolved.dibao_member
    WHERE is_tied(link_tier)
    QUALIFY row_number() OVER (
        PARTITION BY person_id, certificate_number, first_for
        ORDER BY delivered_on DESC NULLS LAST, record_id DESC
    ) = 1
),

off AS (
    SELECT
        person_id,
        max(stopped_on) AS stopped_on,
        bool_or(stopped_on IS NULL) AS is_unclear,
        max(link_tier) AS other_tier,
        min(link_milli) AS other_milli,
        list(record_id ORDER BY record_id) AS other_records
    FROM listed
    GROUP BY person_id
    HAVING bool_and(coalesce(status = '停保', FALSE) OR stopped_on IS NOT NULL)
),

unentitled AS (
    SELECT
        paid.*,
        '低保已停' AS variant,
        off.stopped_on AS event_on,
        CASE
            WHEN off.is_unclear THEN paid.from_month
            ELSE greatest(
                paid.from_month, month_of(off.stopped_on) + to_months($grace_months)
            )
        END AS over_from,
        CASE WHEN off.is_unclear THEN '停保的日期' END AS missing,
        off.other_tier,
        off.other_milli,
        off.other_records
    FROM paid
    INNER JOIN off ON paid.person_id = off.person_id
    WHERE
        paid.subsidy_kind = '生活补贴'
        AND (
            off.is_unclear
            OR month_of(off.stopped_on) + to_months($grace_months) <= paid.ends_on
        )
),

support AS (
    -- Whole months only: not the one in which it began, nor the one in which it ended.
    SELECT
        person_id,
        benefit,
        month_of(valid_from) + to_months(1) AS whole_from,
        month_of(valid_to) - 1 AS whole_to,
        is_unclear,
        month_fen,
        tier,
        link_milli,
        records
    FROM state.support_spell
    UNION ALL BY NAME
    SELECT
        person_id,
        benefit_item AS benefit,
        month_of(paid_for) AS whole_from,
        coalesce(paid_for_to, last_day(paid_for)) AS whole_to,
        FALSE AS is_unclear,
        amount_fen // (datediff('month', paid_for, whole_to) + 1) AS month_fen,
        link_tier AS tier,
        link_milli,
        [record_id] AS records
    FROM resolved.injury_payment
    WHERE
        benefit_item = $injury_care
        AND is_tied(link_tier)
        AND coalesce(payment_result, '成功') = '成功'
),

beside AS (
    SELECT
        paid.record_id AS payment_record,
        greatest(paid.from_month, support.whole_from) AS over_from,
        least(paid.month_fen, coalesce(nullif(support.month_fen, 0), paid.month_fen))
        * (datediff(
            'month',
            greatest(paid.from_month, support.whole_from),
            least(paid.ends_on, coalesce(support.whole_to, paid.ends_on))
        ) + 1) AS over_fen,
        support.*
    FROM paid
    INNER JOIN support
        ON
            paid.person_id = support.person_id
            AND paid.ends_on >= support.whole_from
            AND coalesce(paid.from_month <= support.whole_to, TRUE)
    INNER JOIN policy.mutual_exclusion AS exclusion
        ON
            paid.benefit = exclusion.benefit
            AND support.benefit = exclusion.other_benefit
            AND holds(exclusion.valid_from, exclusion.valid_to, paid.from_month)
),

both_paid AS (
    SELECT
        payment_record,
        min(over_from) AS over_from,
        sum(over_fen) AS over_fen,
        bool_or(is_unclear) AS is_unclear,
        max(tier) AS other_tier,
        min(link_milli) AS other_milli,
        list_sort(list_distinct(flatten(list(records)))) AS other_records
    FROM beside
    GROUP BY payment_record
),

doubled AS (
    SELECT
        paid.*,
        '另有待遇' AS variant,
        both_paid.over_from AS event_on,
        both_paid.over_from,
        both_paid.over_fen,
        CASE WHEN both_paid.is_unclear THEN '停止供养的日期' END AS missing,
        both_paid.other_tier,
        both_paid.other_milli,
        both_paid.other_records
    FROM paid
    INNER JOIN both_paid ON paid.record_id = both_paid.payment_record
),

found AS (
    SELECT * FROM lapsed
    UNION ALL BY NAME
    SELECT * FROM milder
    UNION ALL BY NAME
    SELECT * FROM unentitled
    UNION ALL BY NAME
    SELECT * FROM doubled
)

SELECT
    'person' AS subject_kind,
    person_id AS subject_id,
    'relief/' || benefit AS matter,
    record_id AS act,
    variant,
    ends_on AS act_on,
    event_on,
    over_from AS period_from,
    ends_on AS period_to,
    cast(least(
        amount_fen,
        coalesce(over_fen, month_fen * (datediff('month', over_from, ends_on) + 1))
    ) AS BIGINT) AS amount_fen,
    greatest(link_tier, other_tier) AS tier,
    least(link_milli, other_milli) AS link_milli,
    [record_id] || other_records AS evidence_for,
    missing,
    handled(accepted_by, reviewed_by, approved_by, paid_by, town) AS chain,
    'S3' AS severity
FROM found
WHERE NOT is_chained(link_tier, other_tier)
