-- One row for each start-up loan beyond the number, sum or term that the policy of its
-- signing allows, or with interest subsidised after it had fallen due.
WITH loan AS (
    SELECT
        *,
        CASE
            WHEN regexp_matches(borrower_kind, '小微企业|劳动密集') THEN '小微企业'
            ELSE '个人'
        END AS borrower,
        coalesce(borrower_kind LIKE '%合伙%', FALSE) AS is_partnered
    FROM state.loan
    WHERE loan_kind = $loan_kind AND is_tied(tier)
),

termed AS (
    SELECT
        loan.*,
        allowed.limit_fen,
        allowed.term_months,
        allowed.loans_count
    FROM loan
    LEFT JOIN policy.startup_loan_limit AS allowed
        ON
            loan.borrower = allowed.borrower
            AND holds(allowed.valid_from, allowed.valid_to, loan.signed_on)
),

ranked AS (
    SELECT
        record_id,
        count(*) OVER (
            PARTITION BY person_id ORDER BY signed_on, record_id
            ROWS UNBOUNDED PRECEDING
        ) AS turn,
        list(record_id) OVER (
            PARTITION BY person_id ORDER BY signed_on, record_id
            ROWS UNBOUNDED PRECEDING
        ) AS records
    FROM termed
    WHERE subsidy_fen > 0 AND is_firm(tier)
),

too_often AS (
    SELECT
        termed.record_id AS loan_record,
        '超过次数' AS variant,
        termed.subsidy_fen AS over_fen,
        termed.signed_on AS valid_from,
        termed.signed_on AS valid_to,
        ranked.records
    FROM ranked
    INNER JOIN termed ON ranked.record_id = termed.record_id
    WHERE ranked.turn > termed.loans_count
),

open_beside AS (
    -- What the same person still owed when the money of this loan came.
    SELECT
        later.record_id,
        cast(sum(earlier.amount_fen) AS BIGINT) AS other_fen,
        list(earlier.record_id ORDER BY earlier.record_id) AS records
    FROM termed AS later
    INNER JOIN termed AS earlier
        ON
            later.person_id = earlier.person_id
            AND (later.signed_on, later.record_id)
            > (earlier.signed_on, earlier.record_id)
    WHERE
        is_firm(later.tier)
        AND is_firm(earlier.tier)
        AND earlier.disbursed_on IS NOT NULL
        AND coalesce(
            earlier.settled_on > coalesce(later.disbursed_on, later.signed_on), TRUE
        )
    GROUP BY later.record_id
),

too_much AS (
    SELECT
        termed.record_id AS loan_record,
        '超过额度' AS variant,
        termed.signed_on AS valid_from,
        termed.signed_on AS valid_to,
        coalesce(open_beside.records, []) AS records,
        termed.subsidy_fen
        * least(
            termed.amount_fen + coalesce(open_beside.other_fen, 0) - termed.limit_fen,
            termed.amount_fen
        )
        // termed.amount_fen AS over_fen
    FROM termed
    LEFT JOIN open_beside ON termed.record_id = open_beside.record_id
    WHERE
        termed.subsidy_fen > 0
        AND termed.amount_fen > 0
        AND coalesce(
            termed.amount_fen + coalesce(open_beside.other_fen, 0) > termed.limit_fen,
            TRUE
        )
),

line AS (
    SELECT
        termed.record_id AS loan_record,
        paid.record_id,
        paid.interest_from,
        paid.interest_to,
        paid.subsidy_fen,
        greatest(paid.interest_to - paid.interest_from, 1) AS days,
        least(note.due_on, termed.due_on, note.settled_on) AS due_on,
        note.settled_on <= least(note.due_on, termed.due_on) AS is_settled_first,
        note.disbursed_on + to_months(termed.term_months) AS term_on,
        coalesce(tolerance.days, 0) AS shift_days
    FROM state.subsidy_line AS paid
    INNER JOIN state.loan_note AS note ON paid.note_key = note.note_key
    INNER JOIN termed ON note.contract_key = termed.contract_key
    LEFT JOIN policy.tolerance AS tolerance
        ON
            tolerance.name = 'interest_subsidy'
            AND holds(tolerance.valid_from, tolerance.valid_to, paid.interest_to)
    WHERE paid.subsidy_fen > 0
),

late AS (
    -- Interest after settlement is LN-06's.
    SELECT
        *,
        '到期之后' AS variant,
        greatest(interest_from, due_on) AS over_from,
        interest_to AS over_to
    FROM line
    WHERE
        interest_to > due_on + shift_days AND NOT coalesce(is_settled_first, FALSE)
    UNION ALL
    SELECT
        *,
        '超过期限' AS variant,
        greatest(interest_from, cast(term_on AS DATE)) AS over_from,
        least(interest_to, due_on) AS over_to
    FROM line
    WHERE least(interest_to, due_on) > cast(term_on AS DATE) + shift_days
),

too_long AS (
    SELECT
        loan_record,
        variant,
        min(over_from) AS valid_from,
        max(over_to) AS valid_to,
        list(record_id ORDER BY record_id) AS records,
        cast(
            sum(subsidy_fen * least(over_to - over_from, days) // days) AS BIGINT
        ) AS over_fen
    FROM late
    WHERE over_to > over_from
    GROUP BY loan_record, variant
),

found AS (
    SELECT * FROM too_often
    UNION ALL BY NAME
    SELECT * FROM too_much
    UNION ALL BY NAME
    SELECT * FROM too_long
)

SELECT
    'person' AS subject_kind,
    termed.person_id AS subject_id,
    'loan/' || $loan_kind AS matter,
    termed.record_id AS act,
    found.variant,
    termed.signed_on AS act_on,
    termed.signed_on AS event_on,
    found.valid_from AS period_from,
    found.valid_to AS period_to,
    found.over_fen AS amount_fen,
    termed.tier,
    termed.link_milli,
    list_sort(list_distinct(
        [termed.record_id] || found.records || termed.money_records
    )) AS evidence_for,
    CASE
        WHEN found.variant = '超过额度' AND termed.limit_fen IS NULL
            THEN '签约当时的额度规定'
        WHEN found.variant = '超过额度' AND termed.is_partnered
            THEN '合伙人数与合伙协议'
    END AS missing,
    handled(
        termed.accepted_by, termed.reviewed_by, termed.approved_by,
        termed.paid_by, termed.accepting_unit
    ) AS chain,
    'S3' AS severity
FROM found
INNER JOIN termed ON found.loan_record = termed.record_id
