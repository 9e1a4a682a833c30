-- One row for each dwelling a person owns or owned, with the time of it. Parking,
-- store rooms and trade premises are no dwelling, a notice of a future right is no
-- right yet; several rows about one unit are one dwelling. Of one whose row went from
-- the register without a word a second row, `is_unclear`, holds the days that nobody
-- knows, from the last register that had it to the first that has it no more.
WITH entry AS (
    SELECT
        *,
        CASE WHEN coalesce(status, '现势') != '现势' THEN own_to END AS struck_on,
        coalesce(status != '现势' AND own_to IS NULL, FALSE) AS is_undated
    FROM
        spell(
            'resolved.real_estate',
            row(person_id, unit_number, certificate_number, register_kind),
            registered_on,
            ended_on
        )
    WHERE
        is_tied(link_tier)
        AND unit_number IS NOT NULL
        AND use_kind = '住宅'
        AND coalesce(register_kind, '首次') NOT IN ('预告', '注销')
),

held AS (
    SELECT
        person_id,
        unit_number,
        max(nature) AS nature,
        max(acquired_by) AS acquired_by,
        max(price_fen) AS price_fen,
        coalesce(bool_and(share_ppm < 500000), FALSE) AS is_minor_share,
        min(held_from) AS held_from,
        CASE
            WHEN bool_and(is_gone OR coalesce(status, '现势') != '现势')
                THEN max(CASE WHEN is_gone THEN held_to ELSE struck_on END)
        END AS held_to,
        CASE
            WHEN bool_and(is_gone OR coalesce(status, '现势') != '现势')
                THEN max(CASE WHEN is_gone THEN maybe_to ELSE struck_on END)
        END AS maybe_to,
        bool_and(is_undated) AS is_unclear,
        max(link_tier) AS tier,
        min(link_milli) AS link_milli,
        list_sort(list_distinct(flatten(list(versions)))) AS records
    FROM entry
    GROUP BY person_id, unit_number
)

SELECT * EXCLUDE (maybe_to)
FROM held
UNION ALL BY NAME
SELECT * EXCLUDE (maybe_to) REPLACE (maybe_to + 1 AS held_to, TRUE AS is_unclear)
FROM held
WHERE held_to < maybe_to
