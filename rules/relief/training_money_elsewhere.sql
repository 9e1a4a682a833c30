-- One row for each subsidised place whose money went to an account of the school, of an
-- official, or of one that trainees of several homes share, or that was paid above the
-- standard.
WITH place AS MATERIALIZED (
    SELECT
        enrolment.*,
        coalesce(enrolment.ended_on, enrolment.started_on) AS until,
        coalesce(enrolment.paid_on, enrolment.ended_on, enrolment.started_on) AS on_day,
        coalesce(standard.subsidy_fen, enrolment.standard_fen) AS limit_fen
    FROM resolved.training_enrolment AS enrolment
    LEFT JOIN policy.training_standard AS standard
        ON
            enrolment.level = standard.level
            AND holds(standard.valid_from, standard.valid_to, enrolment.started_on)
    WHERE
        is_tied(enrolment.link_tier)
        AND enrolment.subsidy_fen > 0
        AND coalesce(enrolment.payment_result, '') NOT IN ('失败', '退回')
    QUALIFY
        row_number() OVER (
            PARTITION BY enrolment.person_id, enrolment.class_number
            ORDER BY enrolment.record_id
        ) = 1
),

of_firm AS (
    SELECT
        account_number,
        organisation_id,
        plain_name(supplier_name) AS firm_name,
        record_id
    FROM resolved.supplier
    WHERE account_number IS NOT NULL
    UNION ALL BY NAME
    SELECT
        payee_account_number AS account_number,
        payee_organisation_id AS organisation_id,
        plain_name(payee_name) AS firm_name,
        record_id
    FROM resolved.treasury_payment
    WHERE payee_account_number IS NOT NULL
),

of_school AS (
    SELECT
        place.record_id,
        min(of_firm.record_id) AS proof
    FROM place
    INNER JOIN of_firm
        ON
            place.account_number = of_firm.account_number
            AND (
                place.organisation_id = of_firm.organisation_id
                OR plain_name(place.training_organisation) = of_firm.firm_name
            )
    GROUP BY place.record_id
),

class AS (
    SELECT
        place.class_number,
        count(*) = count(of_school.record_id) AS is_whole
    FROM place
    LEFT JOIN of_school ON place.record_id = of_school.record_id
    GROUP BY place.class_number
),

payroll AS (
    SELECT
        person_id,
        account_number,
        min(record_id) AS proof
    FROM resolved.staff_payroll
    WHERE is_firm(link_tier) AND account_number IS NOT NULL
    GROUP BY person_id, account_number
),

held AS (
    -- Accounts that are one's own or a relative's are the trainee's own affair.
    SELECT
        place.record_id,
        list_sort(list_distinct(flatten(list(
            CASE
                WHEN official.person_id IS NOT NULL
                    THEN [payroll.proof] || official.records
                ELSE []
            END
        )))) AS records,
        bool_or(official.person_id IS NOT NULL) AS is_official,
        coalesce(
            min(official.tier) FILTER (is_firm(official.tier)), min(official.tier)
        ) AS tier,
        arg_min(official.link_milli, official.tier) AS link_milli,
        bool_or(payroll.person_id = place.person_id OR kin.other_id IS NOT NULL)
            AS is_own
    FROM place
    INNER JOIN payroll ON place.account_number = payroll.account_number
    LEFT JOIN state.official AS official
        ON
            payroll.person_id = official.person_id
            AND NOT is_chained(place.link_tier, official.tier)
            AND holds(official.appointed_on, official.removed_on, place.on_day)
    LEFT JOIN state.kin AS kin
        ON place.person_id = kin.person_id AND payroll.person_id = kin.other_id
    GROUP BY place.record_id
),

crowd AS (
    SELECT place.account_number
    FROM place
    LEFT JOIN state.home AS home
        ON
            place.person_id = home.person_id
            AND holds(home.held_from, home.maybe_to, place.on_day)
    WHERE place.account_number IS NOT NULL AND is_firm(place.link_tier)
    GROUP BY place.account_number
    HAVING
        count(DISTINCT place.person_id) >= $account_people
        AND count(DISTINCT coalesce(home.household_number, place.person_id)) > 1
),

found AS (
    SELECT
        place.*,
        class.is_whole,
        CASE
            WHEN of_school.record_id IS NOT NULL THEN '机构账户'
            WHEN crowd.account_number IS NOT NULL AND is_firm(place.link_tier)
                THEN '多人共用'
            WHEN held.is_official AND NOT held.is_own THEN '干部账户'
            WHEN place.subsidy_fen > place.limit_fen THEN '高于标准'
        END AS variant,
        CASE
            WHEN of_school.record_id IS NOT NULL THEN [of_school.proof]
            WHEN held.is_official AND NOT held.is_own THEN held.records
            ELSE []
        END AS records,
        coalesce(
            held.is_official AND NOT held.is_own AND is_firm(held.tier), FALSE
        ) AS is_posted,
        held.tier AS official_tier,
        held.link_milli AS official_milli
    FROM place
    INNER JOIN class ON place.class_number = class.class_number
    LEFT JOIN of_school ON place.record_id = of_school.record_id
    LEFT JOIN crowd ON place.account_number = crowd.account_number
    LEFT JOIN held ON place.record_id = held.record_id
)

SELECT
    'relief/培训补贴' AS matter,
    record_id AS act,
    variant,
    started_on AS act_on,
    on_day AS event_on,
    started_on AS period_from,
    until AS period_to,
    CASE variant
        WHEN '机构账户' THEN 'organisation'
        WHEN '多人共用' THEN 'account'
        ELSE 'person'
    END AS subject_kind,
    CASE variant
        WHEN '机构账户' THEN coalesce(organisation_id, training_organisation)
        WHEN '多人共用' THEN account_number
        ELSE person_id
    END AS subject_id,
    CASE
        WHEN variant = '高于标准' THEN subsidy_fen - limit_fen ELSE subsidy_fen
    END AS amount_fen,
    CASE
        WHEN variant = '干部账户' THEN greatest(link_tier, official_tier)
        ELSE link_tier
    END AS tier,
    CASE
        WHEN variant = '干部账户' THEN least(link_milli, official_milli)
        ELSE link_milli
    END AS link_milli,
    [record_id] || records AS evidence_for,
    MAP {
        'whole_class': CASE
            WHEN variant = '机构账户' AND is_whole THEN 'yes'
        END
    } AS facts,
    handled(accepted_by, reviewed_by, approved_by, paid_by, training_organisation)
        AS chain,
    CASE
        WHEN variant = '高于标准' THEN 'S3'
        WHEN variant = '多人共用' AND is_posted THEN 'S1'
        ELSE 'S2'
    END AS severity
FROM found
WHERE variant IS NOT NULL
