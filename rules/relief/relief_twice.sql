-- One row for each month in which one person was insured by the allowance twice, or
-- by the allowance beside being kept as a person without support or as an orphan.
WITH insured AS MATERIALIZED (
    SELECT
        *,
        amount_fen // greatest(coalesce(insured_count, members, 1), 1) AS head_fen,
        min(paid_for) OVER (PARTITION BY person_id, certificate_number) AS first_for,
        max(paid_for) OVER (PARTITION BY person_id, certificate_number) AS last_for
    FROM state.dibao_member_month
),

twice AS (
    SELECT
        later.payment_record AS act,
        later.person_id,
        '两份保障' AS variant,
        later.paid_for,
        later.paid_for_to,
        least(later.head_fen, earlier.head_fen) AS amount_fen,
        greatest(later.tier, earlier.tier) AS tier,
        least(later.link_milli, earlier.link_milli) AS link_milli,
        [later.payment_record, earlier.payment_record]
        || later.records || earlier.records AS records,
        later.is_unclear OR earlier.is_unclear AS is_unclear,
        TRUE AS is_excluded,
        coalesce(
            (later.first_for = later.paid_for AND earlier.last_for = later.paid_for)
            OR (
                earlier.first_for = later.paid_for
                AND later.last_for = later.paid_for
            ),
            FALSE
        ) AS is_transfer,
        later.is_fading OR earlier.is_fading AS is_fading,
        later.accepted_by,
        later.reviewed_by,
        later.approved_by,
        later.paid_by,
        later.town
    FROM insured AS later
    INNER JOIN insured AS earlier
        ON
            later.person_id = earlier.person_id
            AND later.paid_for = earlier.paid_for
            AND later.certificate_number > earlier.certificate_number
    WHERE NOT is_chained(later.tier, earlier.tier)
),

kept AS (
    SELECT
        insured.payment_record AS act,
        insured.person_id,
        '另有供养' AS variant,
        insured.paid_for,
        insured.paid_for_to,
        least(insured.head_fen, spell.month_fen) AS amount_fen,
        greatest(insured.tier, spell.tier) AS tier,
        least(insured.link_milli, spell.link_milli) AS link_milli,
        [insured.payment_record] || insured.records || spell.records AS records,
        insured.is_unclear OR spell.is_unclear AS is_unclear,
        exclusion.benefit IS NOT NULL AS is_excluded,
        FALSE AS is_transfer,
        insured.is_fading,
        insured.accepted_by,
        insured.reviewed_by,
        insured.approved_by,
        insured.paid_by,
        insured.town
    FROM insured
    INNER JOIN state.support_spell AS spell
        ON
            insured.person_id = spell.person_id
            AND insured.paid_for >= spell.valid_from
    LEFT JOIN policy.mutual_exclusion AS exclusion
        ON
            spell.benefit = exclusion.other_benefit
            AND exclusion.benefit = $benefit
            AND holds(exclusion.valid_from, exclusion.valid_to, insured.paid_for)
    WHERE
        (spell.valid_to IS NULL OR spell.valid_to > insured.paid_for_to)
        AND NOT is_chained(insured.tier, spell.tier)
),

found AS (
    SELECT * FROM twice
    UNION ALL BY NAME
    SELECT * FROM kept
)

SELECT
    'person' AS subject_kind,
    person_id AS subject_id,
    'relief/' || $benefit AS matter,
    act,
    variant,
    paid_for_to AS act_on,
    paid_for AS event_on,
    paid_for AS period_from,
    paid_for_to AS period_to,
    min(amount_fen) AS amount_fen,
    min(tier) AS tier,
    max(link_milli) AS link_milli,
    list_sort(list_distinct(flatten(list(records)))) AS evidence_for,
    CASE
        WHEN bool_or(is_unclear) THEN '停保或停止供养的日期'
        WHEN NOT bool_or(is_excluded) THEN '两项待遇能否同时享受的规定'
    END AS missing,
    MAP {
        'benefit': $benefit,
        'fading': CASE WHEN bool_and(is_fading) THEN 'yes' END,
        'transfer': CASE WHEN bool_and(is_transfer) THEN 'yes' END
    } AS facts,
    handled(
        min(accepted_by), min(reviewed_by), min(approved_by), min(paid_by), min(town)
    ) AS chain,
    'S3' AS severity
FROM found
GROUP BY person_id, act, variant, paid_for, paid_for_to
