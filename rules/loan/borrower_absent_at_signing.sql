-- One row for each programme loan that somebody signed after their recorded death or
-- in prison, or whose money went out after the death of who had signed before it.
-- Money that moved after the signing is no act of a prisoner's: that is not asked.
WITH dead AS (
    SELECT
        loan.record_id,
        CASE WHEN loan.signed_on > died.died_on THEN '死亡之后签约' ELSE '死亡之后放款' END
            AS variant,
        CASE
            WHEN loan.signed_on > died.died_on THEN loan.signed_on
            ELSE loan.disbursed_on
        END AS act_on,
        died.died_on AS event_on,
        died.tier,
        died.link_milli,
        died.records,
        died.other_records,
        MAP {
            'registry': 'death'
        } AS facts
    FROM state.loan AS loan
    INNER JOIN state.death AS died ON loan.person_id = died.person_id
    WHERE
        greatest(loan.signed_on, loan.disbursed_on) > died.died_on
        AND NOT is_chained(loan.tier, died.tier)
),

inside AS (
    SELECT
        loan.record_id,
        '服刑期间签约' AS variant,
        loan.signed_on AS act_on,
        custody.started_on AS event_on,
        custody.tier,
        custody.link_milli,
        custody.records,
        [] AS other_records,
        CASE WHEN custody.is_unclear THEN '刑罚执行方式' END AS missing,
        MAP {
            'registry': 'custody'
        } AS facts
    FROM state.loan AS loan
    INNER JOIN state.custody AS custody ON loan.person_id = custody.person_id
    WHERE
        loan.signed_on > custody.started_on
        AND coalesce(loan.signed_on < custody.ended_on, TRUE)
        AND coalesce(custody.kind, '服刑') != '羁押'
        AND NOT is_chained(loan.tier, custody.tier)
    QUALIFY row_number() OVER (
        PARTITION BY loan.record_id
        ORDER BY custody.is_unclear, custody.tier, custody.started_on
    ) = 1
),

found AS (
    SELECT * FROM dead
    UNION ALL BY NAME
    SELECT * FROM inside
)

SELECT
    'person' AS subject_kind,
    loan.person_id AS subject_id,
    'loan/' || loan.loan_kind AS matter,
    loan.record_id AS act,
    found.variant,
    found.act_on,
    found.event_on,
    loan.signed_on AS period_from,
    greatest(loan.signed_on, loan.disbursed_on) AS period_to,
    loan.subsidy_fen + loan.open_fen AS amount_fen,
    greatest(loan.tier, found.tier) AS tier,
    least(loan.link_milli, found.link_milli) AS link_milli,
    list_sort(list_distinct([loan.record_id] || found.records || loan.money_records))
        AS evidence_for,
    found.other_records AS evidence_against,
    found.missing,
    found.facts,
    handled(
        loan.accepted_by, loan.reviewed_by, loan.approved_by,
        loan.paid_by, loan.accepting_unit
    ) AS chain,
    CASE WHEN found.variant = '死亡之后放款' THEN 'S3' ELSE 'S2' END AS severity
FROM found
INNER JOIN state.loan AS loan ON found.record_id = loan.record_id
WHERE
    is_tied(loan.tier)
    AND list_contains(string_split($loan_kinds, '|'), loan.loan_kind)
