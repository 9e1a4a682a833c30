-- One row for each stretch of months left out between two payments of a subsidy to the
-- disabled while the conditions held, and for each payment below the standard in force.
WITH line AS (
    SELECT
        payment.*,
        coalesce(payment.paid_for_to, last_day(payment.paid_for)) AS ends_on,
        datediff(
            'month',
            payment.paid_for,
            coalesce(payment.paid_for_to, payment.paid_for)
        ) + 1 AS month_count,
        band.month_fen,
        greatest(payment.standard_fen, coalesce(band.month_fen, 0)) AS due_month_fen
    FROM resolved.disability_subsidy AS payment
    LEFT JOIN policy.disability_subsidy AS band
        ON
            payment.subsidy_kind = band.subsidy_kind
            AND payment.disability_grade = band.disability_grade
            AND holds(band.valid_from, band.valid_to, payment.paid_for)
    WHERE is_tied(payment.link_tier)
),

surplus AS (
    SELECT
        person_id,
        subsidy_kind,
        paid_on,
        amount_fen - due_month_fen * month_count AS over_fen
    FROM line
    WHERE
        coalesce(payment_result, '成功') = '成功'
        AND amount_fen > due_month_fen * month_count
),

followed AS (
    SELECT
        *,
        max(ends_on) OVER before AS earlier_to,
        arg_max(record_id, (ends_on, record_id)) OVER before AS earlier_record
    FROM line
    WINDOW before AS (
        PARTITION BY person_id, subsidy_kind
        ORDER BY paid_for, record_id
        ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
    )
),

gap AS (
    SELECT
        *,
        earlier_to + 1 AS from_on,
        paid_for - 1 AS to_on
    FROM followed
    WHERE earlier_to + 1 < paid_for
),

held AS (
    -- The certificate was valid all the time, and so was the household's allowance
    -- where the subsidy asks for it.
    SELECT DISTINCT gap.record_id
    FROM gap
    INNER JOIN state.disability_held AS certificate
        ON gap.person_id = certificate.person_id
    LEFT JOIN resolved.dibao_member AS member
        ON
            gap.person_id = member.person_id
            AND is_tied(member.link_tier)
            AND gap.from_on >= member.first_for
            AND (member.stopped_on IS NULL OR gap.to_on < member.stopped_on)
            AND (member.valid_to IS NULL OR gap.to_on <= member.valid_to)
    WHERE
        NOT certificate.is_unclear
        AND certificate.held_from <= gap.from_on
        AND (certificate.held_to IS NULL OR certificate.held_to > gap.to_on)
        AND (gap.subsidy_kind != '生活补贴' OR member.person_id IS NOT NULL)
),

excluded AS (
    SELECT DISTINCT gap.record_id
    FROM gap
    INNER JOIN state.support_spell AS spell
        ON
            gap.person_id = spell.person_id
            AND meets(spell.valid_from, spell.maybe_to, gap.from_on, gap.to_on)
),

found AS (
    SELECT
        gap.*,
        '漏发月份' AS variant,
        from_on AS period_from,
        to_on AS period_to,
        due_month_fen * (datediff('month', from_on, to_on) + 1) AS due_fen,
        [gap.earlier_record, gap.record_id] AS records,
        FALSE AS is_unknown
    FROM gap
    INNER JOIN held ON gap.record_id = held.record_id
    LEFT JOIN excluded ON gap.record_id = excluded.record_id
    WHERE excluded.record_id IS NULL
    UNION ALL BY NAME
    SELECT
        line.*,
        '低于标准' AS variant,
        paid_for AS period_from,
        ends_on AS period_to,
        due_month_fen * month_count - amount_fen AS due_fen,
        [record_id] AS records,
        month_fen IS NULL AND due_month_fen * month_count <= amount_fen AS is_unknown
    FROM line
    WHERE
        coalesce(payment_result, '成功') = '成功'
        AND (month_fen IS NULL OR due_month_fen * month_count > amount_fen)
),

made_good AS (
    SELECT
        found.record_id,
        found.variant
    FROM found
    INNER JOIN surplus
        ON
            found.person_id = surplus.person_id
            AND found.subsidy_kind = surplus.subsidy_kind
            AND (
                found.paid_on < surplus.paid_on
                OR (found.variant = '漏发月份' AND found.paid_on = surplus.paid_on)
            )
    GROUP BY found.record_id, found.variant, found.due_fen
    HAVING sum(surplus.over_fen) >= found.due_fen
)

SELECT
    'person' AS subject_kind,
    found.person_id AS subject_id,
    'relief/残疾人' || found.subsidy_kind AS matter,
    found.record_id AS act,
    found.variant,
    cast(NULL AS DATE) AS event_on,
    found.period_from,
    found.period_to,
    found.paid_on AS act_on,
    cast(found.due_fen AS BIGINT) AS amount_fen,
    found.link_tier AS tier,
    found.link_milli,
    found.records AS evidence_for,
    CASE WHEN found.is_unknown THEN '本地该类别、等级的补贴标准' END AS missing,
    handled(
        found.accepted_by,
        found.reviewed_by,
        found.approved_by,
        found.paid_by,
        found.town
    ) AS chain,
    'S3' AS severity,
    'S2' AS severity_long
FROM found
LEFT JOIN made_good
    ON
        found.record_id = made_good.record_id
        AND found.variant = made_good.variant
WHERE made_good.record_id IS NULL
