-- One row for each subject, matter and outcome (`store.tables.HIT`). An act that is in
-- question in several ways counts its money once, by the largest amount.
WITH spent AS (
    SELECT
        hit_id,
        max(amount_fen) AS amount_fen
    FROM settled
    WHERE counts
    GROUP BY hit_id, act
),

paid AS (
    SELECT
        hit_id,
        cast(sum(amount_fen) AS BIGINT) AS amount_fen
    FROM spent
    GROUP BY hit_id
),

summed AS (
    SELECT
        hit_id,
        subject_kind,
        subject_id,
        matter,
        hit_outcome AS outcome,
        cast(count(*) FILTER (WHERE counts) AS INTEGER) AS items,
        string_agg(DISTINCT exempted_by, '；' ORDER BY exempted_by) AS exempted_by,
        min(period_from) FILTER (WHERE counts) AS period_from,
        max(coalesce(period_to, period_from)) FILTER (WHERE counts) AS period_to,
        max(tier) FILTER (WHERE counts) AS tier,
        min(link_milli) FILTER (WHERE counts) AS link_milli
    FROM settled
    GROUP BY hit_id, subject_kind, subject_id, matter, hit_outcome
)

SELECT
    summed.hit_id,
    ruling.rule,
    ruling.rule_version,
    summed.subject_kind,
    summed.subject_id,
    summed.matter,
    summed.outcome,
    paid.amount_fen,
    ruling.amount_basis,
    ruling.questions,
    summed.period_from,
    summed.period_to,
    summed.tier,
    summed.link_milli,
    chain.chain,
    weight.severity,
    summed.items,
    CASE summed.outcome
        WHEN 'hit' THEN sentence.variants
        WHEN 'explained' THEN explanation.explained_by
        WHEN 'suppressed' THEN summed.exempted_by
        ELSE coalesce(array_to_string(missing.missing, ','), explanation.untested)
    END AS reason,
    coalesce(evidence.evidence_for, []) AS evidence_for,
    coalesce(evidence.evidence_against, []) AS evidence_against,
    list_sort(list_distinct(list_concat(
        coalesce(missing.missing, []), coalesce(explanation.wanted, [])
    ))) AS evidence_missing,
    coalesce(policy_note.policy_notes, []) AS policy_notes,
    coalesce(explanation.explanations, []) AS explanations,
    sentence.sentence || CASE summed.outcome
        WHEN 'explained' THEN '经比对，已有合理解释。'
        WHEN 'suppressed' THEN summed.exempted_by || '，不再提示。'
        WHEN 'cannot_decide' THEN '现有数据不足以判断，须先补充材料。'
        ELSE ''
    END AS sentence
FROM summed
CROSS JOIN ruling
LEFT JOIN paid ON summed.hit_id = paid.hit_id
LEFT JOIN evidence ON summed.hit_id = evidence.hit_id
LEFT JOIN missing ON summed.hit_id = missing.hit_id
LEFT JOIN explanation ON summed.hit_id = explanation.hit_id
LEFT JOIN policy_note ON summed.hit_id = policy_note.hit_id
LEFT JOIN chain ON summed.hit_id = chain.hit_id
LEFT JOIN sentence ON summed.hit_id = sentence.hit_id
LEFT JOIN weight ON summed.hit_id = weight.hit_id
