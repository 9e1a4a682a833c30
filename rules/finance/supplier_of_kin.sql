-- One row for each contract of a unit with a firm that one of its employees, of then or
-- the years before, or a relative of one, led, owned or managed when it was signed.
WITH contract AS (
    SELECT
        *,
        coalesce(purchaser_organisation_id, purchaser_credit_code, purchaser_name)
            AS purchaser,
        coalesce(supplier_organisation_id, supplier_credit_code) AS firm_id
    FROM resolved.contract
    WHERE signed_on IS NOT NULL
    QUALIFY
        row_number() OVER (
            PARTITION BY contract_number
            ORDER BY delivered_on DESC NULLS LAST, record_id DESC
        ) = 1
),

employed AS (
    SELECT
        person_id,
        unit_id,
        appointed_on AS from_on,
        removed_on AS until_on,
        tier,
        link_milli,
        records
    FROM state.official
    UNION ALL BY NAME
    SELECT
        person_id,
        coalesce(organisation_id, unit_code, unit_name) AS unit_id,
        min(coalesce(joined_on, paid_for)) AS from_on,
        last_day(max(paid_for)) AS until_on,
        max(link_tier) AS tier,
        min(link_milli) AS link_milli,
        [max(record_id)] AS records
    FROM resolved.staff_payroll
    WHERE
        is_tied(link_tier)
        AND staff_type IN ('公务员', '参公', '事业在编', '工勤', '国企')
    GROUP BY person_id, coalesce(organisation_id, unit_code, unit_name)
),

leader AS (
    SELECT DISTINCT
        person_id,
        coalesce(organisation_id, unit_code, unit_name) AS unit_id
    FROM resolved.cadre
    WHERE is_firm(link_tier) AND is_leader = '是'
),

led AS (
    SELECT
        contract.record_id AS contract_record,
        contract.purchaser,
        contract.signed_on,
        role.person_id,
        coalesce(contract.signed_on > role.valid_to, FALSE) AS is_unclear,
        role.tier,
        role.link_milli,
        role.records
    FROM contract
    INNER JOIN state.company_role AS role ON contract.firm_id = role.firm_id
    WHERE
        regexp_matches(role.roles, '法定代表人|经营者|股东|执行董事|经理|合伙人')
        AND holds(role.valid_from, role.maybe_to, contract.signed_on)
),

close AS (
    SELECT
        led.*,
        '本人任职' AS variant,
        led.person_id AS employee_id,
        'T1' AS kin_tier,
        [] AS kin_records
    FROM led
    UNION ALL BY NAME
    SELECT
        led.*,
        '近亲属任职' AS variant,
        kin.other_id AS employee_id,
        kin.tier AS kin_tier,
        kin.records AS kin_records
    FROM led
    INNER JOIN state.kin AS kin ON led.person_id = kin.person_id
    WHERE holds(kin.valid_from, kin.valid_to, led.signed_on)
),

tied AS (
    SELECT
        close.contract_record,
        close.variant,
        close.employee_id,
        close.is_unclear,
        close.person_id AS led_by,
        close.tier AS role_tier,
        close.kin_tier,
        employed.tier AS post_tier,
        least(close.link_milli, employed.link_milli) AS link_milli,
        close.records || close.kin_records || employed.records AS records
    FROM close
    INNER JOIN employed
        ON
            close.employee_id = employed.person_id
            AND close.purchaser = employed.unit_id
    INNER JOIN policy.purchase_recusal AS recusal
        ON holds(recusal.valid_from, recusal.valid_to, close.signed_on)
    WHERE
        coalesce(employed.from_on <= close.signed_on, TRUE)
        AND coalesce(
            employed.until_on + to_months(recusal.before_months) >= close.signed_on,
            TRUE
        )
        AND NOT is_chained(close.tier, employed.tier)
        AND NOT is_chained(close.tier, close.kin_tier)
        AND NOT is_chained(employed.tier, close.kin_tier)
),

-- Several posts, firms' roles or relatives tie one employee to one contract.
found AS (
    SELECT
        contract_record,
        variant,
        employee_id,
        min(led_by) AS led_by,
        bool_and(is_unclear) AS is_unclear,
        min(greatest(role_tier, kin_tier, post_tier)) AS tier,
        max(link_milli) AS link_milli,
        list_sort(list_distinct(flatten(list(records)))) AS records
    FROM tied
    GROUP BY contract_record, variant, employee_id
)

SELECT
    'official' AS subject_kind,
    found.employee_id AS subject_id,
    'finance/政府采购' AS matter,
    contract.record_id AS act,
    found.variant,
    contract.signed_on AS act_on,
    NULL AS event_on,
    contract.signed_on AS period_from,
    contract.signed_on AS period_to,
    contract.amount_fen,
    found.tier,
    found.link_milli,
    [contract.record_id] || found.records AS evidence_for,
    CASE WHEN found.is_unclear THEN '企业人员变更登记的日期' END AS missing,
    MAP {
        'kin_id': CASE WHEN found.variant = '近亲属任职' THEN found.led_by END
    } AS facts,
    handled(
        contract.signed_by, contract.reviewed_by, contract.approved_by, NULL,
        contract.purchaser_name
    ) AS chain,
    CASE
        WHEN found.variant = '本人任职' OR leader.person_id IS NOT NULL THEN 'S2'
        ELSE 'S3'
    END AS severity
FROM found
INNER JOIN contract ON found.contract_record = contract.record_id
LEFT JOIN leader
    ON
        found.employee_id = leader.person_id
        AND contract.purchaser = leader.unit_id
