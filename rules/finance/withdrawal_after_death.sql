-- One row for each withdrawal that was applied for after the account holder's death on
-- any other ground than that of the heirs.
WITH dated AS (
    SELECT
        drawn.*,
        death.died_on,
        death.tier AS death_tier,
        death.link_milli AS death_milli,
        death.records,
        death.other_records
    FROM state.fund_withdrawal AS drawn
    INNER JOIN state.death AS death ON drawn.person_id = death.person_id
    WHERE
        drawn.reason IS DISTINCT FROM '死亡继承'
        AND drawn.applied_on > death.died_on
        AND NOT is_chained(drawn.tier, death.tier)
)

SELECT
    'person' AS subject_kind,
    person_id AS subject_id,
    'finance/住房公积金提取' AS matter,
    record_id AS act,
    '死亡后提取' AS variant,
    coalesce(paid_on, applied_on) AS act_on,
    died_on AS event_on,
    applied_on AS period_from,
    greatest(applied_on, paid_on) AS period_to,
    asked_fen AS amount_fen,
    greatest(tier, death_tier) AS tier,
    least(link_milli, death_milli) AS link_milli,
    [record_id] || records AS evidence_for,
    other_records AS evidence_against,
    MAP {
        'paid': CASE WHEN is_returned THEN 'no' END,
        -- Drawn by standing order, without anybody asking for it.
        'registry': CASE WHEN reason = '偿还贷款' THEN 'death' END
    } AS facts,
    handled(accepted_by, reviewed_by, approved_by, paid_by, NULL) AS chain,
    'S2' AS severity
FROM dated
