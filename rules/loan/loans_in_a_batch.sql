-- One row for each start-up loan of a cluster: five or more that one desk accepted
-- within a year and that share telephone, guarantor or place of business.
SELECT
    'person' AS subject_kind,
    loan.person_id AS subject_id,
    'loan/' || $loan_kind AS matter,
    loan.record_id AS act,
    CASE cluster.link
        WHEN '担保人' THEN '共用担保人'
        WHEN '电话' THEN '共用电话'
        ELSE '共用经营场所'
    END AS variant,
    loan.signed_on AS act_on,
    NULL AS event_on,
    loan.signed_on AS period_from,
    loan.due_on AS period_to,
    loan.open_fen + loan.subsidy_fen AS amount_fen,
    loan.tier,
    loan.link_milli,
    cluster.cluster AS shared,
    cluster.records AS evidence_for,
    handled(
        loan.accepted_by, loan.reviewed_by, loan.approved_by,
        loan.paid_by, loan.accepting_unit
    ) AS chain,
    'S2' AS severity
FROM network.loan_cluster AS cluster
INNER JOIN state.loan AS loan ON cluster.record_id = loan.record_id
WHERE loan.loan_kind = $loan_kind
