-- One row for each start-up loan at whose signing borrower or spouse owed a loan that
-- the policy of the day does not leave out. Only loans of the programme's borrowers and
-- of their spouses are read.
WITH loan AS (
    SELECT *
    FROM state.loan
    WHERE
        loan_kind = $loan_kind
        AND is_tied(tier)
        AND signed_on >= (
            SELECT min(exempt.valid_from) FROM policy.exempt_loan AS exempt
        )
),

subject AS (
    SELECT
        record_id AS loan_record,
        signed_on,
        '本人有其他贷款' AS variant,
        person_id,
        tier,
        link_milli
    FROM loan
    UNION ALL
    SELECT
        record_id AS loan_record,
        signed_on,
        '配偶有其他贷款' AS variant,
        spouse_id AS person_id,
        spouse_tier AS tier,
        spouse_milli AS link_milli
    FROM loan
    WHERE is_tied(spouse_tier) AND spouse_id IS DISTINCT FROM person_id
),

contract AS (
    SELECT
        said.record_id,
        said.person_id,
        said.link_tier,
        said.link_milli,
        said.loan_kind,
        said.amount_fen,
        said.signed_on,
        coalesce(alike.form, number_bare(said.contract_number)) AS contract_key
    FROM resolved.loan_contract AS said
    LEFT JOIN state.alike_number AS alike
        ON number_form(said.contract_number) = alike.form
    WHERE
        loan_kind != $loan_kind
        AND is_tied(link_tier)
        AND person_id IN (SELECT subject.person_id FROM subject)
    QUALIFY row_number() OVER (
        PARTITION BY contract_key
        ORDER BY delivered_on DESC NULLS LAST, record_id DESC
    ) = 1
),

lent AS (
    SELECT
        contract_key,
        min(disbursed_on) AS disbursed_on,
        CASE WHEN bool_and(settled_on IS NOT NULL) THEN max(settled_on) END
            AS settled_on,
        list(record_id ORDER BY record_id) AS records
    FROM state.loan_note
    WHERE contract_key IN (SELECT contract.contract_key FROM contract)
    GROUP BY contract_key
),

known_kind AS (
    SELECT DISTINCT loan_kind
    FROM policy.exempt_loan
),

beside AS (
    -- A kind that was left out before, and of whose row nothing follows, is a question.
    SELECT
        subject.loan_record,
        subject.variant,
        contract.loan_kind,
        contract.amount_fen,
        exempt.loan_kind IS NOT NULL AND exempt.limit_fen IS NULL AS is_exempt,
        exempt.limit_fen,
        exempt.loan_kind IS NULL AND known_kind.loan_kind IS NOT NULL AS is_ended,
        lent.disbursed_on IS NULL AS is_unclear,
        greatest(subject.tier, contract.link_tier) AS tier,
        least(subject.link_milli, contract.link_milli) AS link_milli,
        [contract.record_id] || coalesce(lent.records, []) AS records,
        sum(contract.amount_fen) OVER (
            PARTITION BY subject.loan_record, subject.variant, contract.loan_kind
        ) AS kind_fen
    FROM subject
    INNER JOIN contract ON subject.person_id = contract.person_id
    LEFT JOIN lent ON contract.contract_key = lent.contract_key
    LEFT JOIN policy.exempt_loan AS exempt
        ON
            contract.loan_kind = exempt.loan_kind
            AND holds(exempt.valid_from, exempt.valid_to, subject.signed_on)
    LEFT JOIN known_kind ON contract.loan_kind = known_kind.loan_kind
    WHERE
        coalesce(lent.disbursed_on, contract.signed_on) <= subject.signed_on
        AND coalesce(lent.settled_on > subject.signed_on, TRUE)
        AND NOT is_chained(subject.tier, contract.link_tier)
),

counted AS (
    -- Small consumer loans of one person count together.
    SELECT
        loan_record,
        variant,
        bool_and(is_ended) AS is_ended,
        bool_and(is_unclear) AS is_unclear,
        max(tier) AS tier,
        min(link_milli) AS link_milli,
        list_sort(flatten(list(records))) AS records
    FROM beside
    WHERE NOT is_exempt AND (limit_fen IS NULL OR kind_fen > limit_fen)
    GROUP BY loan_record, variant
)

SELECT
    'person' AS subject_kind,
    loan.person_id AS subject_id,
    'loan/' || $loan_kind AS matter,
    loan.record_id AS act,
    counted.variant,
    loan.signed_on AS act_on,
    loan.signed_on AS event_on,
    loan.signed_on AS period_from,
    loan.signed_on AS period_to,
    loan.subsidy_fen AS amount_fen,
    greatest(loan.tier, counted.tier) AS tier,
    least(loan.link_milli, counted.link_milli) AS link_milli,
    [loan.record_id] || counted.records || loan.money_records AS evidence_for,
    CASE
        WHEN counted.is_unclear THEN '其他贷款的放款与结清记录'
        WHEN counted.is_ended THEN '签约当天不计入的贷款种类'
    END AS missing,
    MAP {
        'spouse_id': CASE
            WHEN counted.variant = '配偶有其他贷款' THEN loan.spouse_id
        END
    } AS facts,
    handled(
        loan.accepted_by, loan.reviewed_by, loan.approved_by,
        loan.paid_by, loan.accepting_unit
    ) AS chain,
    'S3' AS severity
FROM counted
INNER JOIN loan ON counted.loan_record = loan.record_id
WHERE NOT is_chained(loan.tier, counted.tier) OR counted.variant = '本人有其他贷款'
