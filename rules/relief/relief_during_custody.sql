-- One row for each month of the allowance that was reckoned for somebody who spent all
-- of it in prison, one for each time of being kept by the state that ran on through
-- whole months there, and one for each subsidy to a person for a time wholly inside. Of
-- an allowance, one head's part is the amount.
WITH inside AS (
    -- The first and the last day of the whole months.
    SELECT
        *,
        cast(last_day(started_on) + 1 AS DATE) AS first_on,
        cast(month_of(coalesce(ended_on, DATE '9999-12-31')) - 1 AS DATE) AS last_on
    FROM state.custody
    WHERE coalesce(kind, '服刑') != '羁押'
),

insured AS (
    SELECT
        person.payment_record AS act,
        person.person_id,
        '低保期间服刑' AS variant,
        cast($benefit AS VARCHAR) AS benefit,
        inside.started_on AS event_on,
        person.paid_for AS period_from,
        person.paid_for_to AS period_to,
        person.paid_for_to AS act_on,
        person.amount_fen
        // greatest(coalesce(person.insured_count, person.members, 1), 1) AS amount_fen,
        greatest(person.tier, inside.tier) AS tier,
        least(person.link_milli, inside.link_milli) AS link_milli,
        [person.payment_record] || person.records || inside.records AS records,
        person.is_unclear,
        inside.is_unclear AS is_mode_unclear,
        person.accepted_by,
        person.reviewed_by,
        person.approved_by,
        person.paid_by,
        person.town
    FROM state.dibao_member_month AS person
    INNER JOIN inside
        ON
            person.person_id = inside.person_id
            AND person.paid_for >= inside.first_on
            AND person.paid_for_to <= inside.last_on
    WHERE NOT is_chained(person.tier, inside.tier)
),

kept AS (
    SELECT
        spell.*,
        inside.started_on,
        inside.is_unclear AS is_mode_unclear,
        inside.records AS inside_records,
        greatest(spell.tier, inside.tier) AS weakest_tier,
        least(spell.link_milli, inside.link_milli) AS weakest_milli,
        greatest(inside.first_on, month_of(spell.valid_from)) AS period_from,
        least(
            inside.last_on,
            coalesce(spell.valid_to, spell.seen_on),
            coalesce(spell.seen_on, spell.valid_to)
        ) AS period_to
    FROM state.support_spell AS spell
    INNER JOIN inside ON spell.person_id = inside.person_id
    WHERE
        spell.benefit IN ($kept_benefit, $orphan_benefit)
        AND NOT is_chained(spell.tier, inside.tier)
),

kept_on AS (
    SELECT
        record_id AS act,
        person_id,
        CASE benefit WHEN $kept_benefit THEN '供养期间服刑' ELSE '孤儿费期间服刑' END
            AS variant,
        benefit,
        CASE benefit WHEN $kept_benefit THEN '停发' ELSE treatment END AS treatment,
        started_on AS event_on,
        period_from,
        period_to,
        period_to AS act_on,
        month_fen * (datesub('month', period_from, period_to + 1)) AS amount_fen,
        weakest_tier AS tier,
        weakest_milli AS link_milli,
        records || inside_records AS records,
        is_unclear,
        is_mode_unclear,
        accepted_by,
        reviewed_by,
        approved_by,
        paid_by,
        town
    FROM kept
    LEFT JOIN policy.custody_treatment AS rule
        ON
            kept.benefit = rule.scheme
            AND holds(rule.valid_from, rule.valid_to, kept.period_to)
    WHERE last_day(period_from) <= period_to
),

coded AS (
    SELECT
        project_code,
        min(granularity) AS granularity
    FROM resolved.subsidy_project
    WHERE project_code IS NOT NULL
    GROUP BY project_code
    HAVING min(granularity) = max(granularity)
),

line AS (
    -- What is paid to a person, never to a household, for a time wholly inside.
    SELECT
        payment.*,
        inside.started_on,
        inside.is_unclear AS is_mode_unclear,
        inside.records,
        inside.tier,
        inside.link_milli AS inside_milli,
        coalesce(payment.paid_for_to, last_day(payment.paid_for)) AS ends_on
    FROM resolved.subsidy_payment AS payment
    INNER JOIN inside
        ON
            payment.person_id = inside.person_id
            AND payment.paid_for >= inside.first_on
            AND coalesce(payment.paid_for_to, last_day(payment.paid_for))
            <= inside.last_on
    INNER JOIN coded ON payment.project_code = coded.project_code
    WHERE
        coded.granularity = '人'
        AND is_tied(payment.link_tier)
        AND NOT is_chained(payment.link_tier, inside.tier)
        AND payment.amount_fen > 0
        AND coalesce(payment.payment_result, '') NOT IN ('失败', '退回')
),

subsidised AS (
    SELECT
        line.record_id AS act,
        line.person_id,
        '补贴期间服刑' AS variant,
        line.project_name AS benefit,
        rule.treatment,
        line.started_on AS event_on,
        line.paid_for AS period_from,
        line.ends_on AS period_to,
        line.ends_on AS act_on,
        line.amount_fen,
        greatest(line.link_tier, line.tier) AS tier,
        least(line.link_milli, line.inside_milli) AS link_milli,
        [line.record_id] || line.records AS records,
        FALSE AS is_unclear,
        line.is_mode_unclear,
        line.accepted_by,
        line.reviewed_by,
        line.approved_by,
        line.paid_by,
        line.town
    FROM line
    INNER JOIN policy.custody_treatment AS rule
        ON
            contains(line.project_name, rule.scheme)
            AND holds(rule.valid_from, rule.valid_to, line.ends_on)
    WHERE rule.scheme != $orphan_benefit
    QUALIFY row_number() OVER (
        PARTITION BY line.record_id, line.started_on
        ORDER BY len(rule.scheme) DESC, rule.scheme ASC
    ) = 1
),

found AS (
    SELECT
        *,
        '停发' AS treatment
    FROM insured
    UNION ALL BY NAME
    SELECT * FROM kept_on
    UNION ALL BY NAME
    SELECT * FROM subsidised
)

SELECT
    'person' AS subject_kind,
    person_id AS subject_id,
    'relief/' || benefit AS matter,
    act,
    variant,
    act_on,
    event_on,
    period_from,
    period_to,
    amount_fen,
    tier,
    link_milli,
    list_sort(list_distinct(records)) AS evidence_for,
    CASE
        WHEN is_mode_unclear THEN '刑罚执行方式'
        WHEN is_unclear THEN '停保或停止供养的日期'
        WHEN coalesce(treatment, '') != '停发' THEN '本地关于服刑期间是否停发的规定'
    END AS missing,
    MAP {
        'registry': 'custody'
    } AS facts,
    handled(accepted_by, reviewed_by, approved_by, paid_by, town) AS chain,
    'S3' AS severity
FROM found
WHERE coalesce(treatment, '') != '照发'
QUALIFY row_number() OVER (
    PARTITION BY person_id, benefit, act, variant
    ORDER BY is_mode_unclear, tier, event_on
) = 1
