-- One row for each start-up loan that the fund has paid for the borrower more than a
-- year before the register was handed over, of which money is still out while the
-- borrower, or else a guarantor, holds a second dwelling, a car or a firm.
WITH said AS (
    SELECT
        told.*,
        coalesce(alike.form, number_bare(told.contract_number)) AS contract_key
    FROM resolved.guarantee AS told
    LEFT JOIN state.alike_number AS alike
        ON number_form(told.contract_number) = alike.form
    QUALIFY row_number() OVER (
        PARTITION BY guarantee_number
        ORDER BY delivered_on DESC NULLS LAST, record_id DESC
    ) = 1
),

owed AS (
    SELECT
        loan.*,
        said.record_id AS guarantee_record,
        said.compensated_on,
        said.delivered_on AS seen_on,
        said.compensated_fen - coalesce(said.recovered_fen, 0) AS out_fen,
        coalesce(said.recovered_fen, 0) > 0 AS is_recovering
    FROM said
    INNER JOIN state.loan AS loan ON said.contract_key = loan.contract_key
    WHERE
        loan.loan_kind = $loan_kind
        AND is_tied(loan.tier)
        AND said.status = '代偿'
        AND said.compensated_fen > coalesce(said.recovered_fen, 0)
        AND said.compensated_on + to_months($idle_months) <= said.delivered_on
),

party AS (
    -- Who owes: the borrower, and each person whose guarantee still stood that day.
    SELECT
        record_id AS loan_record,
        compensated_on,
        seen_on,
        '借款人' AS side,
        person_id,
        tier,
        link_milli,
        [] AS records
    FROM owed
    UNION ALL BY NAME
    SELECT
        owed.record_id AS loan_record,
        owed.compensated_on,
        owed.seen_on,
        '担保人' AS side,
        given.guarantor_id AS person_id,
        given.tier,
        given.link_milli,
        [given.record_id] AS records
    FROM owed
    INNER JOIN state.loan_guarantee AS given
        ON
            owed.record_id = given.loan_record
            AND owed.person_id != given.guarantor_id
            AND coalesce(owed.compensated_on <= given.held_to, TRUE)
),

held AS (
    -- One's only dwelling is left out: no court sells it.
    SELECT
        party.loan_record,
        party.side,
        party.person_id,
        '住房' AS asset,
        max(greatest(party.tier, home.tier)) AS tier,
        min(least(party.link_milli, home.link_milli)) AS link_milli,
        flatten(list(party.records || home.records)) AS records
    FROM party
    INNER JOIN state.home_held AS home
        ON
            party.person_id = home.person_id
            AND holds(home.held_from, home.held_to, party.seen_on)
            AND NOT home.is_unclear
            AND NOT home.is_minor_share
            AND NOT is_chained(party.tier, home.tier)
    GROUP BY party.loan_record, party.side, party.person_id
    HAVING count(DISTINCT home.unit_number) >= $homes_count
    UNION ALL
    SELECT
        party.loan_record,
        party.side,
        party.person_id,
        '机动车' AS asset,
        greatest(party.tier, car.tier) AS tier,
        least(party.link_milli, car.link_milli) AS link_milli,
        party.records || car.records AS records
    FROM party
    INNER JOIN state.vehicle_held AS car
        ON
            party.person_id = car.person_id
            AND holds(car.held_from, car.held_to, party.seen_on)
            AND NOT car.is_unclear
            AND NOT is_chained(party.tier, car.tier)
    WHERE
        car.vehicle_kind NOT LIKE '%摩托%' AND car.vehicle_kind NOT LIKE '%残疾人%'
    UNION ALL
    SELECT
        party.loan_record,
        party.side,
        party.person_id,
        '经营主体' AS asset,
        greatest(party.tier, part.tier) AS tier,
        least(party.link_milli, part.link_milli) AS link_milli,
        party.records || part.records AS records
    FROM party
    INNER JOIN state.company_role AS part
        ON
            party.person_id = part.person_id
            AND party.compensated_on < part.founded_on
            AND holds(part.valid_from, part.valid_to, party.seen_on)
            AND NOT is_chained(party.tier, part.tier)
    -- Who only oversees or manages a firm owns nothing of it.
    WHERE regexp_matches(part.roles, '法定代表人|经营者|股东|合伙人|投资人')
),

counted AS (
    SELECT
        loan_record,
        side,
        max(tier) AS tier,
        min(link_milli) AS link_milli,
        list_sort(list_distinct(flatten(list(records)))) AS records
    FROM held
    GROUP BY loan_record, side
    -- Who owes first comes first.
    QUALIFY row_number() OVER (PARTITION BY loan_record ORDER BY side ASC) = 1
)

SELECT
    'person' AS subject_kind,
    owed.person_id AS subject_id,
    'loan/' || $loan_kind AS matter,
    owed.record_id AS act,
    CASE
        WHEN counted.side = '担保人' THEN '担保人有财产'
        WHEN owed.is_recovering THEN '部分追偿'
        ELSE '未见追偿'
    END AS variant,
    owed.compensated_on AS act_on,
    owed.compensated_on AS event_on,
    owed.compensated_on AS period_from,
    owed.seen_on AS period_to,
    owed.out_fen AS amount_fen,
    greatest(owed.tier, counted.tier) AS tier,
    least(owed.link_milli, counted.link_milli) AS link_milli,
    [owed.record_id, owed.guarantee_record] || counted.records AS evidence_for,
    handled(
        owed.accepted_by, owed.reviewed_by, owed.approved_by,
        owed.paid_by, owed.accepting_unit
    ) AS chain,
    CASE WHEN owed.is_recovering THEN 'S4' ELSE 'S3' END AS severity
FROM counted
INNER JOIN owed ON counted.loan_record = owed.record_id
WHERE NOT is_chained(owed.tier, counted.tier)
