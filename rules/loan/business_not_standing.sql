-- One row for each start-up loan whose stated business the register does not have,
-- ended about the disbursement, began too late, or is led by others.
WITH firm AS MATERIALIZED (
    SELECT * REPLACE (written AS firm_name)
    FROM state.firm
),

shared_name AS (
    SELECT
        firm_name,
        min(firm_id) AS firm_id
    FROM firm
    GROUP BY firm_name
    HAVING count(*) = 1
),

office AS (
    -- The registries (city level) whose firms the register has.
    SELECT DISTINCT substr(credit_code, 3, 4) AS registry
    FROM firm
),

listed_members AS (
    SELECT DISTINCT coalesce(organisation_id, credit_code) AS firm_id
    FROM resolved.company_member
),

loan AS (
    SELECT
        loan.*,
        regexp_matches(loan.business_credit_code, '^[0-9A-Z]{18}$') AS is_coded,
        coalesce(by_code.firm_id, by_id.firm_id, by_name.firm_id) AS found_id
    FROM state.loan AS loan
    LEFT JOIN firm AS by_code
        ON loan.business_credit_code = by_code.credit_code
    LEFT JOIN firm AS by_id
        ON loan.firm_id = by_id.firm_id
    LEFT JOIN shared_name AS by_name
        ON plain_name(loan.business_name) = by_name.firm_name
    WHERE loan.loan_kind = $loan_kind AND is_tied(loan.tier)
    QUALIFY row_number() OVER (
        PARTITION BY loan.record_id ORDER BY by_code.firm_id, by_id.firm_id
    ) = 1
),

part AS (
    SELECT
        loan.record_id AS loan_record,
        bool_or(is_firm(held.tier) OR is_weak(held.tier)) AS is_own
    FROM loan
    INNER JOIN state.company_role AS held
        ON
            loan.person_id = held.person_id
            AND loan.found_id = held.firm_id
            AND meets(
                held.maybe_from, held.maybe_to,
                loan.signed_on, coalesce(loan.disbursed_on, loan.signed_on)
            )
    GROUP BY loan.record_id
),

judged AS (
    SELECT
        loan.*,
        firm.cancelled_on,
        firm.founded_on,
        coalesce(firm.records, []) AS firm_records,
        CASE
            WHEN loan.found_id IS NULL AND loan.is_coded THEN '登记未见'
            WHEN
                firm.cancelled_on
                <= coalesce(loan.disbursed_on, loan.signed_on) + $after_days
                THEN '放款前后注销'
            WHEN firm.founded_on > loan.signed_on THEN '签约后成立'
            WHEN
                firm.founded_on >= loan.signed_on - $new_days
                AND firm.cancelled_on
                <= coalesce(loan.disbursed_on, loan.signed_on) + $short_days
                THEN '短期存续'
            WHEN loan.found_id IS NOT NULL AND part.is_own IS NULL THEN '非本人经营'
        END AS variant,
        CASE
            WHEN
                loan.found_id IS NULL
                AND substr(loan.business_credit_code, 3, 4) NOT IN (
                    SELECT office.registry FROM office
                )
                THEN '登记地市场监管部门的登记信息'
            WHEN firm.is_unclear THEN '注销或吊销日期'
            WHEN
                loan.found_id IS NOT NULL
                AND part.is_own IS NULL
                AND NOT coalesce(firm.is_led_by_known, FALSE)
                THEN '市场主体登记的经营者身份信息'
            WHEN
                loan.found_id IS NOT NULL
                AND part.is_own IS NULL
                AND coalesce(firm.company_kind, '') NOT LIKE '%个体%'
                AND listed_members.firm_id IS NULL
                THEN '企业股东及主要人员名单'
        END AS missing_fact
    FROM loan
    LEFT JOIN firm ON loan.found_id = firm.firm_id
    LEFT JOIN part ON loan.record_id = part.loan_record
    LEFT JOIN listed_members ON loan.found_id = listed_members.firm_id
)

SELECT
    'person' AS subject_kind,
    person_id AS subject_id,
    'loan/' || $loan_kind AS matter,
    record_id AS act,
    variant,
    coalesce(disbursed_on, signed_on) AS act_on,
    CASE
        WHEN variant IN ('放款前后注销', '短期存续') THEN cancelled_on
        WHEN variant = '签约后成立' THEN founded_on
        ELSE signed_on
    END AS event_on,
    signed_on AS period_from,
    signed_on AS period_to,
    subsidy_fen + open_fen AS amount_fen,
    tier,
    link_milli,
    [record_id] || firm_records || money_records AS evidence_for,
    CASE
        WHEN variant IN ('登记未见', '非本人经营') THEN missing_fact
    END AS missing,
    MAP { 'firm_id': found_id, 'spouse_id': spouse_id } AS facts,
    handled(accepted_by, reviewed_by, approved_by, paid_by, accepting_unit) AS chain,
    CASE variant
        WHEN '登记未见' THEN 'S1' WHEN '非本人经营' THEN 'S3' ELSE 'S2'
    END AS severity
FROM judged
WHERE variant IS NOT NULL
