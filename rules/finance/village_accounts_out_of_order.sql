-- One row for each cash payment above a village's limit or again and again just below
-- it, each payment to a cadre of the village, a relative or their firm, and each lease
-- that is in arrears, too long or too cheap.
WITH voucher AS (
    SELECT
        *,
        concat(town, village) AS village_id,
        coalesce(
            CASE WHEN is_tied(payee_link_tier) THEN payee_person_id END,
            supplier_organisation_id,
            payee_organisation,
            payee_name
        ) AS payee
    FROM resolved.village_voucher
    WHERE expense_fen > 0
    QUALIFY
        row_number() OVER (
            PARTITION BY town, village, booked_on, voucher_number
            ORDER BY delivered_on DESC NULLS LAST, record_id DESC
        ) = 1
),

cash AS (
    SELECT
        voucher.*,
        cash_limit.payment_fen AS limit_fen
    FROM voucher
    LEFT JOIN policy.cash_limit AS cash_limit
        ON
            cash_limit.payer = '村级'
            AND holds(cash_limit.valid_from, cash_limit.valid_to, voucher.booked_on)
    WHERE voucher.payment_kind = '现金'
),

close AS (
    SELECT *
    FROM cash
    WHERE
        payee IS NOT NULL
        AND expense_fen <= limit_fen
        AND 1000 * expense_fen >= $near_permille * limit_fen
),

near AS (
    SELECT
        latest.record_id AS latest_record,
        earlier.record_id
    FROM close AS latest
    INNER JOIN close AS earlier
        ON
            latest.village_id = earlier.village_id
            AND latest.payee = earlier.payee
            AND latest.booked_on - earlier.booked_on BETWEEN 0 AND $span_days
),

crowded AS (
    SELECT latest_record
    FROM near
    GROUP BY latest_record
    HAVING count(*) >= $repeated_count
),

repeated AS (
    SELECT DISTINCT near.record_id
    FROM near
    INNER JOIN crowded ON near.latest_record = crowded.latest_record
),

party AS (
    SELECT
        * EXCLUDE (official_id),
        official_id AS cadre_id,
        CASE side WHEN '本人' THEN '本人收款' ELSE '亲属收款' END AS variant
    FROM state.official_or_kin
    WHERE identity = '村(社区)干部' AND village IS NOT NULL
),

to_party AS (
    SELECT
        voucher.record_id,
        party.cadre_id,
        min(party.variant) AS variant,
        min(greatest(party.tier, voucher.payee_link_tier)) AS tier,
        min(least(party.link_milli, voucher.payee_link_milli)) AS link_milli,
        list_sort(list_distinct(flatten(list(party.records)))) AS records
    FROM voucher
    INNER JOIN party
        ON
            voucher.payee_person_id = party.person_id
            AND voucher.village = party.village
            AND coalesce(voucher.town = party.town, TRUE)
    WHERE
        is_tied(voucher.payee_link_tier)
        AND NOT is_chained(voucher.payee_link_tier, party.tier)
        AND holds(party.appointed_on, party.removed_on, voucher.booked_on)
    GROUP BY voucher.record_id, party.cadre_id
),

to_firm AS (
    -- A firm that the cadre or a relative owns or leads; where a village leads a
    -- cooperative or a collective firm by office, that is no firm of the cadre's.
    SELECT
        voucher.record_id,
        party.cadre_id,
        '企业收款' AS variant,
        min(greatest(party.tier, role.tier)) AS tier,
        min(least(party.link_milli, role.link_milli)) AS link_milli,
        list_sort(list_distinct(flatten(list(party.records || role.records))))
            AS records
    FROM voucher
    INNER JOIN state.company_role AS role
        ON
            voucher.supplier_organisation_id = role.firm_id
            AND holds(role.valid_from, role.valid_to, voucher.booked_on)
    INNER JOIN party
        ON
            role.person_id = party.person_id
            AND voucher.village = party.village
            AND coalesce(voucher.town = party.town, TRUE)
    WHERE
        regexp_matches(role.roles, '法定代表人|经营者|股东|合伙人|投资人')
        AND NOT regexp_matches(coalesce(role.company_kind, ''), '合作社|集体|国有')
        AND NOT is_chained(role.tier, party.tier)
        AND holds(party.appointed_on, party.removed_on, voucher.booked_on)
    GROUP BY voucher.record_id, party.cadre_id
),

to_cadre AS (
    -- Paid to the person or to the firm: one payment counts once.
    SELECT *
    FROM to_party
    UNION ALL BY NAME
    SELECT to_firm.*
    FROM to_firm
    ANTI JOIN to_party
        ON
            to_firm.record_id = to_party.record_id
            AND to_firm.cadre_id = to_party.cadre_id
),

going AS (
    SELECT
        town,
        asset_kind,
        quantile_disc(rent_each, 0.5) AS middle,
        count(*) AS leases
    FROM state.village_lease
    WHERE rent_each IS NOT NULL
    GROUP BY town, asset_kind
),

judged_lease AS (
    SELECT
        lease.*,
        coalesce(lease.due_fen > lease.received_fen, FALSE) AS is_due,
        coalesce(
            lease.asset_kind NOT IN ('耕地', '林地')
            AND lease.ends_on >= lease.starts_on + to_years(term.most_years),
            FALSE
        ) AS is_long,
        coalesce(
            going.leases >= $alike_count
            AND 1000 * lease.rent_each < $low_permille * going.middle,
            FALSE
        ) AS is_cheap,
        coalesce(
            lease.signed_on + to_years($old_years) < lease.latest_on, FALSE
        ) AS is_old
    FROM state.village_lease AS lease
    LEFT JOIN going
        ON lease.town = going.town AND lease.asset_kind = going.asset_kind
    LEFT JOIN policy.lease_term AS term
        ON holds(term.valid_from, term.valid_to, lease.signed_on)
),

found_lease AS (
    SELECT
        *,
        unnest([
            CASE WHEN is_due THEN '欠租' END,
            CASE WHEN is_long THEN '租期偏长' END,
            CASE WHEN is_cheap THEN '租金偏低' END
        ]) AS variant
    FROM judged_lease
),

told AS (
    SELECT
        'unit' AS subject_kind,
        cash.village_id AS subject_id,
        cash.record_id AS act,
        CASE WHEN repeated.record_id IS NULL THEN '现金超限' ELSE '接近限额' END
            AS variant,
        cash.booked_on AS period_from,
        cash.booked_on AS period_to,
        cash.expense_fen AS amount_fen,
        'T1' AS tier,
        cast(NULL AS INTEGER) AS link_milli,
        [cash.record_id] AS evidence_for,
        CASE WHEN cash.limit_fen IS NULL THEN '当地村级现金付款限额' END AS missing,
        CASE
            WHEN
                cash.payee_name IS NOT NULL
                AND regexp_matches(
                    concat(cash.account_name, cash.summary),
                    '劳务|务工|误工|救灾|救济|慰问'
                )
                THEN 'villagers_wages'
        END AS reason,
        cash.handled_by,
        cash.witnessed_by AS reviewed_by,
        cash.approved_by,
        cash.village_id AS unit_name,
        'S3' AS severity
    FROM cash
    LEFT JOIN repeated ON cash.record_id = repeated.record_id
    WHERE
        repeated.record_id IS NOT NULL
        OR coalesce(cash.expense_fen > cash.limit_fen, TRUE)
    UNION ALL BY NAME
    SELECT
        'official' AS subject_kind,
        to_cadre.cadre_id AS subject_id,
        voucher.record_id AS act,
        to_cadre.variant,
        voucher.booked_on AS period_from,
        voucher.booked_on AS period_to,
        voucher.expense_fen AS amount_fen,
        to_cadre.tier,
        to_cadre.link_milli,
        [voucher.record_id] || to_cadre.records AS evidence_for,
        NULL AS missing,
        CASE
            WHEN
                to_cadre.variant = '本人收款'
                AND regexp_matches(
                    concat(voucher.account_name, voucher.summary),
                    '报酬|工资|误工|差旅|养老保险|干部补贴'
                )
                THEN 'cadre_pay'
        END AS reason,
        voucher.handled_by,
        voucher.witnessed_by AS reviewed_by,
        voucher.approved_by,
        voucher.village_id AS unit_name,
        'S2' AS severity
    FROM to_cadre
    INNER JOIN voucher ON to_cadre.record_id = voucher.record_id
    UNION ALL BY NAME
    SELECT
        'contract' AS subject_kind,
        contract_number AS subject_id,
        record_id AS act,
        variant,
        starts_on AS period_from,
        ends_on AS period_to,
        CASE WHEN variant = '欠租' THEN due_fen - received_fen ELSE annual_rent_fen END
            AS amount_fen,
        'T1' AS tier,
        NULL AS link_milli,
        [record_id] AS evidence_for,
        NULL AS missing,
        CASE
            WHEN variant != '欠租' AND is_old THEN 'contract_of_long_ago'
            WHEN variant = '租金偏低' AND award_kind = '公开竞价' THEN 'let_by_auction'
        END AS reason,
        handled_by,
        reviewed_by,
        approved_by,
        concat(town, village) AS unit_name,
        'S3' AS severity
    FROM found_lease
    WHERE variant IS NOT NULL
)

SELECT
    subject_kind,
    subject_id,
    'finance/村级财务' AS matter,
    act,
    variant,
    period_from AS act_on,
    NULL AS event_on,
    period_from,
    period_to,
    amount_fen,
    tier,
    link_milli,
    evidence_for,
    missing,
    MAP { 'reason': reason } AS facts,
    handled(handled_by, reviewed_by, approved_by, NULL, unit_name) AS chain,
    severity
FROM told
