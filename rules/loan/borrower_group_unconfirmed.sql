-- One row for each start-up loan whose borrower was insured by an employer while said
-- to be unemployed, or stands in no register of the group that was stated.
WITH claimed AS (
    SELECT
        *,
        CASE
            WHEN regexp_matches(borrower_kind, '失业|就业困难|零就业') THEN 'jobless'
            WHEN regexp_matches(borrower_kind, '毕业生|大学生') THEN 'graduate'
            WHEN regexp_matches(borrower_kind, '退役|转业|复员') THEN 'veteran'
            WHEN regexp_matches(borrower_kind, '脱贫|建档立卡|贫困') THEN 'poor'
        END AS claim
    FROM state.loan
    WHERE loan_kind = $loan_kind AND is_tied(tier)
),

own_firm AS (
    -- Whatever part borrower or spouse has in a firm, it is theirs.
    SELECT
        claimed.record_id AS loan_record,
        part.firm_id
    FROM claimed
    INNER JOIN state.company_role AS part ON claimed.person_id = part.person_id
    WHERE claimed.claim = 'jobless'
    UNION
    SELECT
        claimed.record_id AS loan_record,
        part.firm_id
    FROM claimed
    INNER JOIN state.company_role AS part ON claimed.spouse_id = part.person_id
    WHERE
        claimed.claim = 'jobless'
        AND is_tied(claimed.spouse_tier)
        AND NOT is_chained(claimed.spouse_tier, part.tier)
),

employed AS (
    SELECT
        claimed.record_id AS loan_record,
        paid.unit_id,
        max(paid.tier) AS tier,
        min(paid.link_milli) AS link_milli,
        flatten(list(paid.records)) AS records
    FROM claimed
    INNER JOIN state.contribution_month AS paid
        ON
            claimed.person_id = paid.person_id
            AND paid.paid_month BETWEEN
            month_of(claimed.signed_on) - to_months(1)
            AND month_of(claimed.signed_on) + to_months(3)
    LEFT JOIN own_firm
        ON
            claimed.record_id = own_firm.loan_record
            AND paid.unit_id = own_firm.firm_id
    WHERE
        claimed.claim = 'jobless'
        AND own_firm.firm_id IS NULL
        AND NOT is_chained(claimed.tier, paid.tier)
    GROUP BY claimed.record_id, paid.unit_id
    HAVING
        count(DISTINCT paid.paid_month) >= $insured_months
        AND bool_or(paid.paid_month = month_of(claimed.signed_on))
    QUALIFY row_number() OVER (
        PARTITION BY claimed.record_id
        ORDER BY count(DISTINCT paid.paid_month) DESC, paid.unit_id
    ) = 1
),

degree AS (
    SELECT
        claimed.record_id AS loan_record,
        max(student.left_on) AS left_on,
        max(student.link_tier) AS tier,
        min(student.link_milli) AS link_milli,
        list(student.record_id ORDER BY student.record_id) AS records
    FROM claimed
    INNER JOIN resolved.student
        ON claimed.person_id = student.person_id
    WHERE
        claimed.claim = 'graduate'
        AND is_tied(student.link_tier)
        AND student.stage IN ('专科', '本科', '研究生')
        AND student.status = '毕业'
        AND student.left_on <= claimed.signed_on
        AND NOT is_chained(claimed.tier, student.link_tier)
    GROUP BY claimed.record_id
),

on_register AS (
    -- Any tie will do, for what speaks for the borrower.
    SELECT claimed.record_id AS loan_record
    FROM claimed
    INNER JOIN resolved.veteran
        ON claimed.person_id = veteran.person_id
    WHERE
        claimed.claim = 'veteran'
        AND veteran.discharged_on <= claimed.signed_on
    UNION
    SELECT claimed.record_id AS loan_record
    FROM claimed
    INNER JOIN resolved.registered_person AS listed
        ON claimed.person_id = listed.person_id
    WHERE
        claimed.claim = 'poor'
        AND holds(listed.added_on, listed.removed_on, claimed.signed_on)
),

namesake AS (
    -- A row of the register that is nobody's may be the borrower's.
    SELECT claimed.record_id AS loan_record
    FROM claimed
    INNER JOIN resolved.loan_contract AS contract
        ON claimed.record_id = contract.record_id
    INNER JOIN resolved.veteran
        ON contract.name_key = veteran.name_key
    WHERE
        claimed.claim = 'veteran'
        AND veteran.person_id IS NULL
        AND veteran.discharged_on <= claimed.signed_on
    UNION
    SELECT claimed.record_id AS loan_record
    FROM claimed
    INNER JOIN resolved.loan_contract AS contract
        ON claimed.record_id = contract.record_id
    INNER JOIN resolved.registered_person AS listed
        ON contract.name_key = listed.name_key
    WHERE
        claimed.claim = 'poor'
        AND listed.person_id IS NULL
        AND holds(listed.added_on, listed.removed_on, claimed.signed_on)
),

delivered AS (
    -- A register that has not come says nothing.
    SELECT
        'veteran' AS claim,
        count(*) AS entries
    FROM resolved.veteran
    UNION ALL
    SELECT
        'poor' AS claim,
        count(*) AS entries
    FROM resolved.registered_person
    UNION ALL
    SELECT
        'graduate' AS claim,
        count(*) FILTER (WHERE student.status = '毕业') AS entries
    FROM resolved.student
),

found AS (
    SELECT
        loan_record,
        '单位参保' AS variant,
        tier,
        link_milli,
        records,
        cast(NULL AS VARCHAR) AS missing
    FROM employed
    UNION ALL
    SELECT
        degree.loan_record,
        '毕业超过年限' AS variant,
        degree.tier,
        degree.link_milli,
        degree.records,
        NULL AS missing
    FROM degree
    INNER JOIN claimed ON degree.loan_record = claimed.record_id
    INNER JOIN policy.startup_loan_group AS term
        ON
            term.loan_group = '高校毕业生'
            AND holds(term.valid_from, term.valid_to, claimed.signed_on)
    WHERE degree.left_on + to_months(term.after_months) < claimed.signed_on
    UNION ALL
    SELECT
        claimed.record_id AS loan_record,
        '名册未见' AS variant,
        claimed.tier,
        claimed.link_milli,
        [] AS records,
        CASE
            WHEN claimed.claim = 'graduate' THEN '毕业证书或学历查询结果'
            WHEN NOT is_firm(claimed.tier) THEN '借款人的身份证件信息'
            WHEN namesake.loan_record IS NOT NULL THEN '名册中同名人员的身份证件信息'
        END AS missing
    FROM claimed
    INNER JOIN delivered ON claimed.claim = delivered.claim AND delivered.entries > 0
    LEFT JOIN degree ON claimed.record_id = degree.loan_record
    LEFT JOIN on_register ON claimed.record_id = on_register.loan_record
    LEFT JOIN namesake ON claimed.record_id = namesake.loan_record
    WHERE degree.loan_record IS NULL AND on_register.loan_record IS NULL
)

SELECT
    'person' AS subject_kind,
    claimed.person_id AS subject_id,
    'loan/' || $loan_kind AS matter,
    claimed.record_id AS act,
    found.variant,
    claimed.signed_on AS act_on,
    claimed.signed_on AS event_on,
    claimed.signed_on AS period_from,
    claimed.signed_on AS period_to,
    claimed.subsidy_fen AS amount_fen,
    greatest(claimed.tier, found.tier) AS tier,
    least(claimed.link_milli, found.link_milli) AS link_milli,
    [claimed.record_id] || list_sort(found.records) || claimed.money_records
        AS evidence_for,
    found.missing,
    handled(
        claimed.accepted_by, claimed.reviewed_by, claimed.approved_by,
        claimed.paid_by, claimed.accepting_unit
    ) AS chain,
    'S2' AS severity
FROM found
INNER JOIN claimed ON found.loan_record = claimed.record_id
