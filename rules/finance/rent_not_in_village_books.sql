-- One row for each lease whose rent the contract ledger calls received while the books
-- of the village show less under its number. Only rents due well within the time that
-- the books cover count, and only of ledgers that are even: what is in arrears, paid in
-- advance or not due once a year cannot be laid beside single years.
WITH entry AS (
    SELECT
        *,
        number_bare(contract_number) AS contract_key,
        regexp_matches(concat(account_name, summary), '租|承包|发包') AS is_rent
    FROM resolved.village_voucher
    QUALIFY
        row_number() OVER (
            PARTITION BY town, village, booked_on, voucher_number
            ORDER BY delivered_on DESC NULLS LAST, record_id DESC
        ) = 1
),

span AS (
    SELECT
        town,
        village,
        month_of(min(booked_on)) AS covered_from,
        max(booked_on) AS covered_to
    FROM entry
    GROUP BY town, village
),

loose AS (
    SELECT
        town,
        village,
        cast(sum(income_fen) AS BIGINT) AS fen,
        list(record_id ORDER BY record_id) AS records
    FROM entry
    WHERE contract_key IS NULL AND is_rent AND income_fen > 0
    GROUP BY town, village
),

booked AS (
    SELECT
        contract_key,
        cast(sum(income_fen) AS BIGINT) AS fen,
        list(record_id ORDER BY record_id) AS records
    FROM entry
    WHERE contract_key IS NOT NULL AND income_fen > 0
    GROUP BY contract_key
),

lease AS (
    SELECT
        lease.*,
        number_bare(lease.contract_number) AS contract_key,
        span.covered_from,
        span.covered_to,
        coalesce(lease.delivered_on, span.covered_to) AS told_on
    FROM state.village_lease AS lease
    INNER JOIN span ON lease.village = span.village AND lease.town = span.town
    WHERE
        lease.received_fen = lease.due_fen
        AND lease.annual_rent_fen > 0
        AND lease.starts_on IS NOT NULL
),

rent AS (
    -- The days on which a year's rent falls due, in advance.
    SELECT
        contract_key,
        due_on,
        covered_from,
        covered_to,
        told_on,
        signed_on,
        starts_on
    FROM (
        SELECT
            *,
            unnest(generate_series(0, datesub('year', starts_on, told_on))) AS turn,
            cast(starts_on + to_years(cast(turn AS INTEGER)) AS DATE) AS due_on
        FROM lease
        WHERE starts_on <= told_on
    ) AS fell_due
    WHERE due_on <= coalesce(ends_on, due_on)
),

expected AS (
    SELECT
        contract_key,
        count(*) AS years,
        count(*) FILTER (
            due_on <= covered_to - $settling_days
            AND (
                due_on >= covered_from + to_months($advance_months)
                OR (due_on = starts_on AND signed_on >= covered_from)
            )
        ) AS seen_years,
        min(due_on) FILTER (due_on >= covered_from) AS first_due_on
    FROM rent
    GROUP BY contract_key
),

lacking AS (
    SELECT
        lease.*,
        expected.first_due_on,
        expected.seen_years * lease.annual_rent_fen - coalesce(booked.fen, 0)
            AS lack_fen,
        coalesce(booked.records, []) AS booked_records
    FROM lease
    INNER JOIN expected ON lease.contract_key = expected.contract_key
    LEFT JOIN booked ON lease.contract_key = booked.contract_key
    WHERE
        expected.seen_years > 0
        AND lease.due_fen <= expected.years * lease.annual_rent_fen
        AND lease.due_fen >= expected.seen_years * lease.annual_rent_fen
)

SELECT
    'contract' AS subject_kind,
    lacking.contract_number AS subject_id,
    'finance/村级财务' AS matter,
    lacking.record_id AS act,
    '租金未见入账' AS variant,
    lacking.covered_to AS act_on,
    NULL AS event_on,
    lacking.first_due_on AS period_from,
    lacking.covered_to AS period_to,
    lacking.lack_fen AS amount_fen,
    'T1' AS tier,
    NULL AS link_milli,
    [lacking.record_id]
    || lacking.booked_records
    || CASE WHEN loose.fen >= lacking.lack_fen THEN loose.records ELSE [] END
        AS evidence_for,
    CASE WHEN loose.fen >= lacking.lack_fen THEN '租金收入凭证上的合同编号' END
        AS missing,
    handled(
        lacking.handled_by, lacking.reviewed_by, lacking.approved_by, NULL,
        concat(lacking.town, lacking.village)
    ) AS chain,
    'S3' AS severity
FROM lacking
LEFT JOIN loose ON lacking.town = loose.town AND lacking.village = loose.village
WHERE lacking.lack_fen >= $least_fen
