-- One row for each start-up loan of an approved borrower that went to, or is repaid
-- from, another person's account which does so for several approved borrowers.
WITH lent AS (
    SELECT
        loan.*,
        note.note_key,
        note.amount_fen AS note_fen,
        note.disbursed_on AS note_on,
        note.account_number,
        approved.valid_from,
        approved.valid_to,
        approved.records AS approval
    FROM state.loan AS loan
    INNER JOIN state.approved_subject AS approved
        ON loan.person_id = approved.person_id
    INNER JOIN state.loan_note AS note ON loan.contract_key = note.contract_key
    WHERE loan.loan_kind = $loan_kind AND is_firm(loan.tier)
),

moved AS (
    SELECT
        lent.record_id AS loan_record,
        lent.person_id,
        lent.note_key,
        lent.note_fen,
        '集中转入他人账户' AS variant,
        spent.counterparty_account_number AS account,
        min(spent.counterparty_name) AS account_name,
        cast(sum(spent.amount_fen) AS BIGINT) AS fen,
        list(DISTINCT spent.record_id ORDER BY spent.record_id) AS records
    FROM lent
    INNER JOIN resolved.account_transaction AS spent
        ON
            lent.person_id = spent.person_id
            AND lent.account_number = spent.account_number
    WHERE
        is_firm(spent.link_tier)
        AND spent.direction = '支出'
        AND spent.counterparty_account_number != lent.account_number
        AND spent.occurred_on BETWEEN lent.note_on AND lent.note_on + $move_days
        AND holds(lent.valid_from, lent.valid_to, spent.delivered_on)
        AND NOT regexp_matches(coalesce(spent.counterparty_name, ''), $firm_words)
    GROUP BY ALL
    HAVING sum(spent.amount_fen) * 1000 >= lent.note_fen * $moved_milli
),

repaid AS (
    SELECT
        lent.record_id AS loan_record,
        lent.person_id,
        lent.note_key,
        lent.note_fen,
        '同一他人账户代还' AS variant,
        paid.payer_account_number AS account,
        min(paid.payer_name) AS account_name,
        cast(sum(paid.interest_fen) AS BIGINT) AS fen,
        list(DISTINCT paid.record_id ORDER BY paid.record_id) AS records
    FROM lent
    INNER JOIN resolved.repayment AS paid
        ON
            lent.note_key
            = regexp_replace(upper(paid.note_number), '[^0-9A-Z]', '', 'g')
    WHERE
        paid.payer_account_number != lent.account_number
        AND holds(lent.valid_from, lent.valid_to, paid.delivered_on)
        AND NOT regexp_matches(coalesce(paid.payer_name, ''), $firm_words)
    GROUP BY ALL
),

met AS (
    SELECT * FROM moved
    UNION ALL
    SELECT * FROM repaid
),

counted AS (
    SELECT
        variant,
        account
    FROM met
    GROUP BY variant, account
    HAVING
        count(DISTINCT person_id)
        >= CASE
            WHEN variant = '同一他人账户代还' THEN $payer_people
            ELSE $receiver_people
        END
),

found AS (
    SELECT
        met.loan_record,
        min(met.variant) AS variant,
        CASE WHEN count(DISTINCT met.account) = 1 THEN min(met.account_name) END
            AS account_name,
        list_sort(list_distinct(flatten(list(met.records)))) AS records
    FROM met
    INNER JOIN counted
        ON met.variant = counted.variant AND met.account = counted.account
    GROUP BY met.loan_record
),

approval AS (
    SELECT
        record_id AS loan_record,
        list_sort(list_distinct(flatten(list(approval)))) AS records
    FROM lent
    GROUP BY record_id
)

SELECT
    'person' AS subject_kind,
    loan.person_id AS subject_id,
    'loan/' || $loan_kind AS matter,
    loan.record_id AS act,
    found.variant,
    loan.signed_on AS act_on,
    loan.signed_on AS event_on,
    loan.signed_on AS period_from,
    loan.due_on AS period_to,
    loan.open_fen + loan.subsidy_fen AS amount_fen,
    loan.tier,
    loan.link_milli,
    [loan.record_id] || found.records || approval.records AS evidence_for,
    MAP { 'account_name': found.account_name } AS facts,
    handled(
        loan.accepted_by, loan.reviewed_by, loan.approved_by,
        loan.paid_by, loan.accepting_unit
    ) AS chain,
    'S1' AS severity
FROM found
INNER JOIN state.loan AS loan ON found.loan_record = loan.record_id
INNER JOIN approval ON found.loan_record = approval.loan_record
