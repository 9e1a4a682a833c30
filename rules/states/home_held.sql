-- One row for each dwelling a person owns or owned, with the time of it. Parking,
-- store rooms and trade premises are no dwelling, a notice of a future right is no
-- right yet; several rows about one unit are one dwelling.
SELECT
    person_id,
    unit_number,
    max(nature) AS nature,
    max(acquired_by) AS acquired_by,
    max(price_fen) AS price_fen,
    coalesce(bool_and(share_ppm < 500000), FALSE) AS is_minor_share,
    min(registered_on) AS held_from,
    CASE
        WHEN bool_and(coalesce(status, '现势') != '现势') THEN max(ended_on)
    END AS held_to,
    coalesce(
        bool_and(status != '现势') AND max(ended_on) IS NULL, FALSE
    ) AS is_unclear,
    max(link_tier) AS tier,
    min(link_milli) AS link_milli,
    list(record_id ORDER BY record_id) AS records
FROM resolved.real_estate
WHERE
    is_tied(link_tier)
    AND (valid_to IS NULL OR valid_to IS NOT DISTINCT FROM ended_on)
    AND unit_number IS NOT NULL
    AND use_kind = '住宅'
    AND coalesce(register_kind, '首次') NOT IN ('预告', '注销')
GROUP BY person_id, unit_number
