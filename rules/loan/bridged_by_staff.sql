-- One row for each start-up loan of an approved borrower that came within days of the
-- end of an earlier one which an account of the offices' staff paid back, or paid for.
WITH asked AS MATERIALIZED (
    SELECT
        loan.*,
        approved.valid_from,
        approved.valid_to,
        approved.records AS approval
    FROM state.loan AS loan
    INNER JOIN state.approved_subject AS approved
        ON loan.person_id = approved.person_id
    WHERE is_firm(loan.tier)
),

relent AS (
    SELECT
        later.record_id AS loan_record,
        earlier.record_id AS earlier_record,
        later.person_id,
        old.note_key,
        old.settled_on,
        old.amount_fen,
        old.account_number AS own_account,
        earlier.valid_from,
        earlier.valid_to,
        [earlier.record_id, old.record_id, next.record_id] || earlier.approval
            AS records
    FROM asked AS earlier
    INNER JOIN state.loan_note AS old ON earlier.contract_key = old.contract_key
    INNER JOIN asked AS later
        ON
            earlier.person_id = later.person_id
            AND earlier.valid_from = later.valid_from
            AND earlier.valid_to IS NOT DISTINCT FROM later.valid_to
            AND earlier.record_id != later.record_id
    INNER JOIN state.loan_note AS next ON later.contract_key = next.contract_key
    WHERE
        later.loan_kind = $loan_kind
        AND next.disbursed_on BETWEEN old.settled_on AND old.settled_on + $relend_days
),

seat AS (
    SELECT
        relent.loan_record,
        relent.note_key,
        unnest([
            asked.accepted_by, asked.reviewed_by, asked.approved_by, asked.paid_by
        ]) AS written
    FROM relent
    INNER JOIN asked ON asked.record_id IN (relent.loan_record, relent.earlier_record)
),

place AS (
    SELECT
        relent.loan_record,
        relent.note_key,
        told.accepting_unit_organisation_id AS unit_id
    FROM relent
    INNER JOIN resolved.loan_contract AS told
        ON told.record_id IN (relent.loan_record, relent.earlier_record)
    UNION ALL BY NAME
    SELECT
        relent.loan_record,
        relent.note_key,
        given.guarantor_organisation_id AS unit_id
    FROM relent
    INNER JOIN asked ON asked.record_id IN (relent.loan_record, relent.earlier_record)
    INNER JOIN resolved.guarantee AS given
        ON
            asked.contract_key
            = regexp_replace(upper(given.contract_number), '[^0-9A-Z]', '', 'g')
),

wage_account AS (
    SELECT
        account_number,
        organisation_id AS unit_id,
        plain_name(person_name) AS written,
        max(record_id) AS record_id,
        min(person_id) FILTER (is_firm(link_tier)) AS holder_id
    FROM resolved.staff_payroll
    WHERE
        account_number != ''
        AND staff_type IN ('公务员', '参公', '事业在编', '工勤', '国企', '临聘')
    GROUP BY account_number, organisation_id, plain_name(person_name)
),

staff AS (
    SELECT
        seat.loan_record,
        seat.note_key,
        wage_account.account_number,
        wage_account.written,
        wage_account.record_id,
        wage_account.holder_id
    FROM seat
    INNER JOIN wage_account ON plain_name(seat.written) = wage_account.written
    UNION
    SELECT
        place.loan_record,
        place.note_key,
        wage_account.account_number,
        wage_account.written,
        wage_account.record_id,
        wage_account.holder_id
    FROM place
    INNER JOIN wage_account ON place.unit_id = wage_account.unit_id
),

bridged AS (
    SELECT
        relent.loan_record,
        relent.note_key,
        relent.settled_on,
        relent.amount_fen,
        relent.records,
        '工作人员账户归还前笔贷款' AS variant,
        paid.payer_account_number AS account,
        paid.principal_fen AS fen,
        paid.record_id
    FROM relent
    INNER JOIN resolved.repayment AS paid
        ON
            relent.note_key
            = regexp_replace(upper(paid.note_number), '[^0-9A-Z]', '', 'g')
    WHERE
        paid.payer_account_number IS DISTINCT FROM relent.own_account
        AND holds(relent.valid_from, relent.valid_to, paid.delivered_on)
        AND paid.repaid_on
        BETWEEN relent.settled_on - $fund_days AND relent.settled_on
    UNION ALL BY NAME
    SELECT
        relent.loan_record,
        relent.note_key,
        relent.settled_on,
        relent.amount_fen,
        relent.records,
        '工作人员账户转入还款资金' AS variant,
        got.counterparty_account_number AS account,
        got.amount_fen AS fen,
        got.record_id
    FROM relent
    INNER JOIN resolved.account_transaction AS got
        ON relent.person_id = got.person_id
    WHERE
        got.direction = '收入'
        AND is_firm(got.link_tier)
        AND holds(relent.valid_from, relent.valid_to, got.delivered_on)
        AND got.occurred_on
        BETWEEN relent.settled_on - $fund_days AND relent.settled_on
),

found AS (
    SELECT
        bridged.loan_record,
        bridged.note_key,
        bridged.variant,
        bridged.settled_on,
        staff.written,
        min(staff.holder_id) AS holder_id,
        list_sort(list_distinct(
            flatten(list(bridged.records || [bridged.record_id, staff.record_id]))
        )) AS records
    FROM bridged
    INNER JOIN staff
        ON
            bridged.loan_record = staff.loan_record
            AND bridged.note_key = staff.note_key
            AND bridged.account = staff.account_number
    GROUP BY
        bridged.loan_record, bridged.note_key, bridged.variant, bridged.settled_on,
        bridged.amount_fen, bridged.account, staff.written
    HAVING sum(bridged.fen) * 1000 >= bridged.amount_fen * $share_milli
)

-- A repayment straight from the account says more than money for it.
SELECT
    'person' AS subject_kind,
    loan.person_id AS subject_id,
    'loan/' || $loan_kind AS matter,
    loan.record_id AS act,
    found.variant,
    loan.signed_on AS act_on,
    found.settled_on AS event_on,
    found.settled_on AS period_from,
    loan.due_on AS period_to,
    loan.open_fen + loan.subsidy_fen AS amount_fen,
    loan.tier,
    loan.link_milli,
    list_sort(list_distinct([loan.record_id] || found.records)) AS evidence_for,
    MAP { 'account_name': found.written, 'holder_id': found.holder_id } AS facts,
    handled(
        loan.accepted_by, loan.reviewed_by, loan.approved_by,
        loan.paid_by, loan.accepting_unit
    ) AS chain,
    'S2' AS severity
FROM found
INNER JOIN state.loan AS loan ON found.loan_record = loan.record_id
QUALIFY row_number() OVER (
    PARTITION BY loan.record_id
    ORDER BY
        found.variant != '工作人员账户归还前笔贷款', found.settled_on,
        found.note_key, found.written, found.records
) = 1
