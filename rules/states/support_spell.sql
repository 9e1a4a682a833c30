-- One row for each time somebody is kept by the state as a person without support
-- (特困) or as an orphan. `is_unclear` where it ended and the day is not known.
WITH listed AS (
    SELECT
        record_id,
        person_id,
        link_tier,
        link_milli,
        first_for,
        stopped_on,
        status,
        delivered_on,
        accepted_by,
        reviewed_by,
        approved_by,
        paid_by,
        town,
        '特困人员供养金' AS benefit,
        coalesce(standard_fen, 0) + coalesce(care_fen, 0) AS month_fen
    FROM resolved.tekun_person
    WHERE
        is_tied(link_tier)
        AND (valid_to IS NULL OR valid_to IS NOT DISTINCT FROM stopped_on)
    UNION ALL BY NAME
    SELECT
        record_id,
        person_id,
        link_tier,
        link_milli,
        first_for,
        stopped_on,
        status,
        delivered_on,
        accepted_by,
        reviewed_by,
        approved_by,
        paid_by,
        town,
        '孤儿基本生活费' AS benefit,
        coalesce(standard_fen, 0) AS month_fen
    FROM resolved.orphan
    WHERE
        is_tied(link_tier)
        AND (valid_to IS NULL OR valid_to IS NOT DISTINCT FROM stopped_on)
)

SELECT
    person_id,
    benefit,
    first_for AS valid_from,
    max(stopped_on) AS valid_to,
    coalesce(bool_or(status = '停保') AND max(stopped_on) IS NULL, FALSE)
        AS is_unclear,
    max(month_fen) AS month_fen,
    max(delivered_on) AS seen_on,
    min(accepted_by) AS accepted_by,
    min(reviewed_by) AS reviewed_by,
    min(approved_by) AS approved_by,
    min(paid_by) AS paid_by,
    min(town) AS town,
    max(link_tier) AS tier,
    min(link_milli) AS link_milli,
    min(record_id) AS record_id,
    list(record_id ORDER BY record_id) AS records
FROM listed
WHERE first_for IS NOT NULL
GROUP BY person_id, benefit, first_for
