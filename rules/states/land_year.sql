-- One row for each person and year with the plots that the land subsidy lists: the
-- area confirmed by contract, the area taken on lease (with and without the number of
-- its contract), the area subsidised. `is_open` where a plot's own area is not stated.
SELECT
    person_id,
    cast(year(paid_for) AS INTEGER) AS land_year,
    min(paid_for) AS paid_for,
    max(coalesce(paid_for_to, make_date(year(paid_for), 12, 31))) AS paid_for_to,
    cast(sum(coalesce(contract_area_milli, 0)) AS BIGINT) AS confirmed_milli,
    cast(sum(coalesce(leased_area_milli, 0)) AS BIGINT) AS leased_milli,
    cast(sum(CASE
        WHEN lease_number IS NOT NULL THEN coalesce(leased_area_milli, 0) ELSE 0
    END) AS BIGINT) AS proven_milli,
    cast(sum(coalesce(subsidised_area_milli, 0)) AS BIGINT) AS subsidised_milli,
    cast(sum(coalesce(amount_fen, 0)) AS BIGINT) AS amount_fen,
    cast(sum(CASE
        WHEN coalesce(land_kind, '旱地') NOT IN ('水田', '旱地', '水浇地')
            THEN coalesce(amount_fen, 0)
        ELSE 0
    END) AS BIGINT) AS other_fen,
    bool_or(
        coalesce(land_kind, '旱地') NOT IN ('水田', '旱地', '水浇地')
        AND subsidised_area_milli > 0
    ) AS has_other,
    bool_or(contract_area_milli IS NULL) AS is_open,
    min(accepted_by) AS accepted_by,
    min(reviewed_by) AS reviewed_by,
    min(approved_by) AS approved_by,
    min(paid_by) AS paid_by,
    min(town) AS town,
    min(village) AS village,
    max(link_tier) AS tier,
    min(link_milli) AS link_milli,
    list(record_id ORDER BY record_id) AS records
FROM resolved.land_subsidy
WHERE is_tied(link_tier)
GROUP BY person_id, year(paid_for)
