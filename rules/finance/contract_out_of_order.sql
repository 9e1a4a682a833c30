-- One row for each contract that was begun before its purchase was announced, signed or
-- paid before the award, or signed too long after it; and for each whose supplements
-- exceed their share of the price.
WITH project AS (
    SELECT
        project_number,
        section_number,
        count(*) OVER (PARTITION BY project_number) AS sections,
        max(announced_on) AS announced_on,
        max(awarded_on) AS awarded_on,
        max(project_name) AS project_name,
        list(record_id ORDER BY record_id) AS records
    FROM state.purchase_project
    GROUP BY project_number, section_number
),

contract AS (
    SELECT
        *,
        coalesce(purchaser_organisation_id, purchaser_credit_code, purchaser_name)
            AS purchaser
    FROM resolved.contract
    WHERE signed_on IS NOT NULL
    QUALIFY
        row_number() OVER (
            PARTITION BY contract_number
            ORDER BY delivered_on DESC NULLS LAST, record_id DESC
        ) = 1
),

awarded AS (
    SELECT
        contract.*,
        project.announced_on,
        project.awarded_on,
        project.records,
        contract.signed_on < project.awarded_on AS is_signed_early,
        term.sign_days,
        regexp_matches(
            concat_ws(' ', contract.contract_name, project.project_name),
            '应急|抢险|救灾|抢修'
        ) AS is_emergency
    FROM contract
    INNER JOIN project
        ON
            contract.project_number = project.project_number
            AND (
                contract.section_number = project.section_number
                OR (contract.section_number IS NULL AND project.sections = 1)
            )
    LEFT JOIN policy.contract_terms AS term
        ON holds(term.valid_from, term.valid_to, contract.signed_on)
),

dated AS (
    SELECT
        *,
        CASE
            WHEN starts_on < announced_on THEN '先实施后采购'
            WHEN is_signed_early OR first_paid_on < awarded_on THEN '早于成交'
            WHEN signed_on > awarded_on + sign_days THEN '签约超期'
        END AS variant,
        CASE
            WHEN starts_on < announced_on THEN starts_on
            WHEN is_signed_early THEN signed_on
            WHEN first_paid_on < awarded_on THEN first_paid_on
            ELSE signed_on
        END AS odd_on
    FROM awarded
),

disordered AS (
    SELECT
        *,
        CASE WHEN variant != '签约超期' THEN amount_fen END AS sum_fen,
        CASE variant WHEN '签约超期' THEN 'S4' ELSE 'S3' END AS severity,
        coalesce(
            odd_on + to_years(1)
            BETWEEN awarded_on AND awarded_on + 2 * sign_days
            OR (
                variant = '签约超期'
                AND odd_on - to_years(1)
                BETWEEN awarded_on AND awarded_on + sign_days
            ), FALSE
        ) AS is_year_wrong
    FROM dated
    WHERE variant IS NOT NULL
),

supplemented AS (
    SELECT
        contract.*,
        '补充超过一成' AS variant,
        coalesce(contract.supplement_signed_on, contract.signed_on) AS odd_on,
        cast(
            contract.supplement_fen
            - contract.amount_fen * term.supplement_ppm // 1000000 AS BIGINT
        ) AS sum_fen,
        'S3' AS severity,
        [] AS records,
        FALSE AS is_emergency,
        FALSE AS is_year_wrong
    FROM contract
    INNER JOIN policy.contract_terms AS term
        ON holds(
            term.valid_from,
            term.valid_to,
            coalesce(contract.supplement_signed_on, contract.signed_on)
        )
    WHERE contract.supplement_fen * 1000000 > contract.amount_fen * term.supplement_ppm
),

found AS (
    SELECT * FROM disordered
    UNION ALL BY NAME
    SELECT * FROM supplemented
)

SELECT
    'unit' AS subject_kind,
    purchaser AS subject_id,
    'finance/政府采购' AS matter,
    record_id AS act,
    variant,
    odd_on AS act_on,
    awarded_on AS event_on,
    odd_on AS period_from,
    odd_on AS period_to,
    sum_fen AS amount_fen,
    'T1' AS tier,
    NULL AS link_milli,
    [record_id] || records AS evidence_for,
    MAP {
        'emergency': CASE WHEN is_emergency THEN 'yes' END,
        'year_fits': CASE WHEN is_year_wrong THEN 'yes' END
    } AS facts,
    handled(signed_by, reviewed_by, approved_by, NULL, purchaser_name) AS chain,
    severity
FROM found
