-- One row for each small loan for households lifted out of poverty that does not meet a
-- condition of its day: household on the register, sum and single borrower of the
-- household, term, age, no security.
WITH loan AS (
    SELECT
        loan.*,
        allowed.household_limit_fen,
        allowed.term_months,
        allowed.youngest_age,
        allowed.oldest_age
    FROM state.loan AS loan
    LEFT JOIN policy.poverty_loan AS allowed
        ON holds(allowed.valid_from, allowed.valid_to, loan.signed_on)
    WHERE loan.loan_kind = $loan_kind AND is_tied(loan.tier)
),

home AS (
    -- The household under which the borrower stood on the day of signing.
    SELECT
        loan.record_id AS loan_record,
        min(listed.household_number) AS household_number,
        max(listed.link_tier) AS tier,
        min(listed.link_milli) AS link_milli,
        list(listed.record_id ORDER BY listed.record_id) AS records
    FROM loan
    INNER JOIN resolved.registered_person AS listed
        ON
            loan.person_id = listed.person_id
            AND holds(listed.added_on, listed.removed_on, loan.signed_on)
    WHERE is_tied(listed.link_tier) AND NOT is_chained(loan.tier, listed.link_tier)
    GROUP BY loan.record_id
),

register AS (
    SELECT count(*) AS entries
    FROM resolved.registered_person
),

housed AS (
    SELECT
        loan.*,
        home.household_number,
        home.records AS home_records,
        home.tier AS home_tier,
        home.link_milli AS home_milli
    FROM loan
    INNER JOIN home ON loan.record_id = home.loan_record
),

beside AS (
    -- What the household still owed when the money of this loan came.
    SELECT
        later.record_id AS loan_record,
        cast(sum(earlier.amount_fen) AS BIGINT) AS other_fen,
        bool_or(later.person_id != earlier.person_id) AS is_another,
        list(earlier.record_id ORDER BY earlier.record_id) AS records
    FROM housed AS later
    INNER JOIN housed AS earlier
        ON
            later.household_number = earlier.household_number
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

found AS (
    SELECT
        loan.record_id AS loan_record,
        '户不在册' AS variant,
        loan.open_fen AS over_fen,
        [] AS records,
        CASE WHEN NOT is_firm(loan.tier) THEN '借款人的身份证件信息' END AS missing
    FROM loan
    CROSS JOIN register
    LEFT JOIN home ON loan.record_id = home.loan_record
    WHERE register.entries > 0 AND home.loan_record IS NULL
    UNION ALL
    SELECT
        loan.record_id AS loan_record,
        '超过额度' AS variant,
        least(
            loan.amount_fen + coalesce(beside.other_fen, 0) - loan.household_limit_fen,
            loan.open_fen
        ) AS over_fen,
        coalesce(beside.records, []) AS records,
        NULL AS missing
    FROM loan
    LEFT JOIN beside ON loan.record_id = beside.loan_record
    WHERE loan.amount_fen + coalesce(beside.other_fen, 0) > loan.household_limit_fen
    UNION ALL
    SELECT
        loan.record_id AS loan_record,
        '同户多人借款' AS variant,
        loan.open_fen AS over_fen,
        beside.records,
        NULL AS missing
    FROM loan
    INNER JOIN beside ON loan.record_id = beside.loan_record
    WHERE beside.is_another
    UNION ALL
    SELECT
        record_id AS loan_record,
        '超过期限' AS variant,
        open_fen AS over_fen,
        [] AS records,
        NULL AS missing
    FROM loan
    WHERE due_on > cast(disbursed_on + to_months(term_months) AS DATE) + $shift_days
    UNION ALL
    SELECT
        loan.record_id AS loan_record,
        '年龄不在范围' AS variant,
        loan.open_fen AS over_fen,
        birth.records,
        CASE WHEN birth.is_disputed THEN '出生日期' END AS missing
    FROM loan
    INNER JOIN state.birth AS birth ON loan.person_id = birth.person_id
    WHERE
        datesub('year', birth.birth_on, loan.signed_on)
        NOT BETWEEN loan.youngest_age AND loan.oldest_age
        AND NOT is_chained(loan.tier, birth.tier)
    UNION ALL
    SELECT
        record_id AS loan_record,
        '有抵押或保证' AS variant,
        open_fen AS over_fen,
        [] AS records,
        NULL AS missing
    FROM loan
    WHERE
        regexp_matches(guarantee_kind, '抵押|质押|保证')
        AND NOT regexp_matches(guarantee_kind, '免|风险补偿|基金')
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
    loan.signed_on AS period_to,
    found.over_fen AS amount_fen,
    greatest(loan.tier, home.tier) AS tier,
    least(loan.link_milli, home.link_milli) AS link_milli,
    list_sort(list_distinct(
        [loan.record_id]
        || found.records || coalesce(home.records, []) || loan.money_records
    )) AS evidence_for,
    found.missing,
    handled(
        loan.accepted_by, loan.reviewed_by, loan.approved_by,
        loan.paid_by, loan.accepting_unit
    ) AS chain,
    'S3' AS severity
FROM found
INNER JOIN loan ON found.loan_record = loan.record_id
LEFT JOIN home ON loan.record_id = home.loan_record
