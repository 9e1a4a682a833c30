-- One row for each small loan of an approved borrower that went to one firm together
-- with others' and comes back from it, or is repaid by a firm that repays others', too.
WITH lent AS MATERIALIZED (
    SELECT
        loan.record_id AS loan_record,
        loan.person_id,
        note.note_key,
        note.account_number AS own_account,
        note.amount_fen AS note_fen,
        note.disbursed_on AS note_on,
        note.record_id AS note_record,
        approved.valid_from,
        approved.valid_to,
        approved.records AS approval
    FROM state.loan AS loan
    INNER JOIN state.approved_subject AS approved
        ON loan.person_id = approved.person_id
    INNER JOIN state.loan_note AS note ON loan.contract_key = note.contract_key
    WHERE loan.loan_kind = $loan_kind AND is_firm(loan.tier) AND note.amount_fen > 0
),

flow AS MATERIALIZED (
    SELECT
        lent.loan_record,
        lent.note_key,
        lent.person_id,
        lent.note_fen,
        lent.note_on,
        made.direction,
        made.occurred_on,
        made.amount_fen,
        made.counterparty_account_number AS account,
        made.record_id
    FROM lent
    INNER JOIN resolved.account_transaction AS made
        ON
            lent.person_id = made.person_id
            AND lent.own_account = made.account_number
    WHERE
        is_firm(made.link_tier)
        AND made.occurred_on BETWEEN lent.note_on AND lent.note_on + $watched_days
        AND holds(lent.valid_from, lent.valid_to, made.delivered_on)
        AND regexp_matches(made.counterparty_name, $firm_words)
        AND NOT regexp_matches(made.counterparty_name, $lender_words)
),

moved AS (
    SELECT
        loan_record,
        note_key,
        account,
        person_id,
        list(record_id ORDER BY record_id) AS records
    FROM flow
    WHERE direction = '支出' AND occurred_on <= note_on + $move_days
    GROUP BY loan_record, note_key, account, person_id, note_fen
    HAVING sum(amount_fen) * 1000 >= note_fen * $moved_milli
),

gathered AS (
    SELECT moved.*
    FROM moved
    QUALIFY
        len(list_distinct(list(moved.person_id) OVER (PARTITION BY moved.account)))
        >= $borrower_people
),

-- A dividend is one share of every loan: the same thousandth to many borrowers.
returned AS (
    SELECT
        loan_record,
        note_key,
        account,
        list(record_id ORDER BY record_id) AS records
    FROM (
        SELECT
            loan_record,
            note_key,
            account,
            record_id,
            len(list_distinct(list(person_id) OVER (
                PARTITION BY
                    account, (amount_fen * 1000 + note_fen // 2) // note_fen
            ))) AS people
        FROM flow
        WHERE direction = '收入'
    ) AS alike
    WHERE people >= $borrower_people
    GROUP BY loan_record, note_key, account
),

repaid AS (
    SELECT
        lent.loan_record,
        lent.note_key,
        lent.person_id,
        paid.payer_account_number AS account,
        cast(sum(
            paid.principal_fen + coalesce(paid.interest_fen, 0)
        ) AS BIGINT) AS fen,
        list(paid.record_id ORDER BY paid.record_id) AS records
    FROM lent
    INNER JOIN resolved.repayment AS paid
        ON
            lent.note_key
            = regexp_replace(upper(paid.note_number), '[^0-9A-Z]', '', 'g')
    WHERE
        paid.payer_account_number != lent.own_account
        AND holds(lent.valid_from, lent.valid_to, paid.delivered_on)
        AND regexp_matches(paid.payer_name, $firm_words)
        AND NOT regexp_matches(paid.payer_name, $lender_words)
    GROUP BY
        lent.loan_record, lent.note_key, lent.person_id, paid.payer_account_number
),

paid_for AS (
    SELECT repaid.*
    FROM repaid
    QUALIFY
        len(list_distinct(list(repaid.person_id) OVER (PARTITION BY repaid.account)))
        >= $borrower_people
),

sold AS (
    SELECT
        loan_record,
        account,
        cast(sum(amount_fen) AS BIGINT) AS fen,
        min(record_id) AS record_id
    FROM flow
    WHERE direction = '收入'
    GROUP BY loan_record, account
),

found AS (
    SELECT
        gathered.loan_record,
        gathered.account,
        '集中转入并按同一比例返还' AS variant,
        gathered.records || returned.records AS records,
        cast(NULL AS BIGINT) AS repaid_fen
    FROM gathered
    INNER JOIN returned
        ON
            gathered.note_key = returned.note_key
            AND gathered.account = returned.account
    UNION ALL BY NAME
    SELECT
        gathered.loan_record,
        gathered.account,
        '集中转入并由该单位还款' AS variant,
        gathered.records || paid_for.records AS records,
        paid_for.fen AS repaid_fen
    FROM gathered
    INNER JOIN paid_for
        ON
            gathered.note_key = paid_for.note_key
            AND gathered.account = paid_for.account
    UNION ALL BY NAME
    SELECT
        loan_record,
        account,
        '同一单位代为还款' AS variant,
        records,
        fen AS repaid_fen
    FROM paid_for
),

nearest AS (
    SELECT
        found.*,
        CASE found.variant
            WHEN '集中转入并按同一比例返还' THEN 1
            WHEN '集中转入并由该单位还款' THEN 2
            ELSE 3
        END AS place
    FROM found
    QUALIFY row_number() OVER (
        PARTITION BY found.loan_record
        ORDER BY place, found.account, found.records
    ) = 1
),

basis AS (
    SELECT
        loan_record,
        list_sort(list_distinct(flatten(list([note_record] || approval)))) AS records
    FROM lent
    GROUP BY loan_record
)

SELECT
    'person' AS subject_kind,
    loan.person_id AS subject_id,
    'loan/' || $loan_kind AS matter,
    loan.record_id AS act,
    nearest.variant,
    loan.signed_on AS act_on,
    NULL AS event_on,
    loan.signed_on AS period_from,
    loan.due_on AS period_to,
    loan.lent_fen AS amount_fen,
    loan.tier,
    loan.link_milli,
    list_sort(list_distinct([loan.record_id] || nearest.records || basis.records))
        AS evidence_for,
    MAP {
        'repaid_fen': cast(nearest.repaid_fen AS VARCHAR),
        'sold_fen': cast(sold.fen AS VARCHAR),
        'sold_record': sold.record_id
    } AS facts,
    handled(
        loan.accepted_by, loan.reviewed_by, loan.approved_by,
        loan.paid_by, loan.accepting_unit
    ) AS chain,
    CASE nearest.variant WHEN '同一单位代为还款' THEN 'S2' ELSE 'S1' END AS severity
FROM nearest
INNER JOIN state.loan AS loan ON nearest.loan_record = loan.record_id
INNER JOIN basis ON nearest.loan_record = basis.loan_record
LEFT JOIN sold
    ON nearest.loan_record = sold.loan_record AND nearest.account = sold.account
