-- One row for each programme loan of an approved borrower most of which left the
-- account within weeks for a home, a car, securities, a wedding or another loan.
WITH lent AS MATERIALIZED (
    SELECT
        loan.record_id AS loan_record,
        loan.person_id,
        loan.loan_kind,
        note.note_key,
        note.record_id AS note_record,
        note.account_number AS own_account,
        note.amount_fen AS note_fen,
        note.disbursed_on AS note_on,
        approved.valid_from,
        approved.valid_to,
        approved.records AS approval
    FROM state.loan AS loan
    INNER JOIN state.approved_subject AS approved
        ON loan.person_id = approved.person_id
    INNER JOIN state.loan_note AS note ON loan.contract_key = note.contract_key
    WHERE
        list_contains(string_split($loan_kinds, '|'), loan.loan_kind)
        AND is_firm(loan.tier)
        AND note.amount_fen > 0
),

flow AS MATERIALIZED (
    SELECT
        lent.loan_record,
        lent.note_key,
        lent.note_record,
        lent.note_fen,
        lent.approval,
        made.record_id,
        made.direction,
        made.occurred_on,
        made.amount_fen,
        made.balance_fen,
        made.counterparty_account_number AS account,
        made.direction = '收入'
        AND (
            made.amount_fen = lent.note_fen
            OR regexp_matches(coalesce(made.summary, ''), $lent_words)
        ) AS is_loan,
        CASE
            WHEN regexp_matches(told.words, $home_words) THEN '购房'
            WHEN regexp_matches(told.words, $car_words) THEN '购车'
            WHEN regexp_matches(told.words, $invest_words) THEN '投资理财'
            WHEN regexp_matches(told.words, $wedding_words) THEN '婚庆消费'
            WHEN
                regexp_matches(coalesce(made.summary, ''), $repay_words)
                AND coalesce(
                    regexp_replace(upper(made.note_number), '[^0-9A-Z]', '', 'g')
                    != lent.note_key,
                    TRUE
                )
                THEN '归还其他贷款'
        END AS use
    FROM lent
    INNER JOIN resolved.account_transaction AS made
        ON
            lent.person_id = made.person_id
            AND lent.own_account = made.account_number
    CROSS JOIN
        LATERAL (
            VALUES (concat_ws(' ', made.counterparty_name, made.summary))
        ) AS told (words)
    WHERE
        is_firm(made.link_tier)
        AND made.occurred_on BETWEEN lent.note_on AND lent.note_on + $spent_days
        AND holds(lent.valid_from, lent.valid_to, made.delivered_on)
),

-- What came back from the same account was not spent.
spent AS (
    SELECT
        loan_record,
        note_key,
        use,
        cast(sum(
            CASE direction WHEN '支出' THEN amount_fen ELSE -amount_fen END
        ) AS BIGINT) AS fen,
        list(record_id ORDER BY record_id) AS records
    FROM flow
    WHERE use IS NOT NULL AND NOT is_loan
    GROUP BY loan_record, note_key, use
),

-- What else was on the account: the balance before the loan and other income.
beside AS (
    SELECT
        loan_record,
        note_key,
        note_record,
        note_fen,
        approval,
        cast(coalesce(sum(amount_fen) FILTER (
            direction = '收入' AND NOT is_loan AND use IS NULL
        ), 0) + coalesce(max(balance_fen - amount_fen) FILTER (is_loan), 0) AS BIGINT)
            AS other_fen,
        min(record_id) FILTER (
            direction = '收入' AND use IS NULL
        ) AS other_record
    FROM flow
    GROUP BY loan_record, note_key, note_record, note_fen, approval
),

found AS (
    SELECT
        spent.loan_record,
        spent.note_key,
        arg_max(spent.use, (spent.fen, spent.use)) AS variant,
        cast(sum(spent.fen) AS BIGINT) AS fen,
        flatten(list(spent.records ORDER BY spent.use)) AS records
    FROM spent
    WHERE spent.fen > 0
    GROUP BY spent.loan_record, spent.note_key
),

judged AS (
    SELECT
        found.loan_record,
        arg_max(found.variant, (found.fen, found.note_key)) AS variant,
        cast(sum(least(found.fen, beside.note_fen)) AS BIGINT) AS fen,
        cast(sum(beside.other_fen) AS BIGINT) AS other_fen,
        min(beside.other_record) AS other_record,
        list_sort(list_distinct(flatten(list(
            found.records || beside.approval || [beside.note_record]
        )))) AS records
    FROM found
    INNER JOIN beside
        ON
            found.note_key = beside.note_key
            AND found.loan_record = beside.loan_record
    WHERE found.fen * 1000 >= beside.note_fen * $spent_milli
    GROUP BY found.loan_record
)

SELECT
    'person' AS subject_kind,
    loan.person_id AS subject_id,
    'loan/' || loan.loan_kind AS matter,
    loan.record_id AS act,
    judged.variant,
    loan.signed_on AS act_on,
    NULL AS event_on,
    loan.signed_on AS period_from,
    loan.due_on AS period_to,
    judged.fen AS amount_fen,
    loan.tier,
    loan.link_milli,
    [loan.record_id] || judged.records AS evidence_for,
    MAP {
        'spent_fen': cast(judged.fen AS VARCHAR),
        'other_fen': cast(judged.other_fen AS VARCHAR),
        'other_record': judged.other_record
    } AS facts,
    handled(
        loan.accepted_by, loan.reviewed_by, loan.approved_by,
        loan.paid_by, loan.accepting_unit
    ) AS chain,
    'S3' AS severity
FROM judged
INNER JOIN state.loan AS loan ON judged.loan_record = loan.record_id
