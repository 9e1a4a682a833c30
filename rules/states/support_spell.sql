-- One row for each time somebody is kept by the state as a person without support
-- (特困) or as an orphan. `is_unclear` where it ended and the day is not known. Of who
-- went from the list without a day `valid_to` is the last list that had the person, and
-- until `maybe_to` nobody knows.
WITH listed AS (
    SELECT
        record_id,
        person_id,
        link_tier,
        link_milli,
        first_for,
        stopped_on,
        held_to,
        maybe_to,
        versions,
        status,
        delivered_on,
        accepted_by,
        reviewed_by,
        approved_by,
        paid_by,
        town,
        '特困人员供养金' AS benefit,
        coalesce(standard_fen, 0) + coalesce(care_fen, 0) AS month_fen
    FROM spell('resolved.tekun_person', person_id, first_for, stopped_on)
    WHERE is_tied(link_tier)
    UNION ALL BY NAME
    SELECT
        record_id,
        person_id,
        link_tier,
        link_milli,
        first_for,
        stopped_on,
        held_to,
        maybe_to,
        versions,
        status,
        delivered_on,
        accepted_by,
        reviewed_by,
        approved_by,
        paid_by,
        town,
        '孤儿基本生活费' AS benefit,
        coalesce(standard_fen, 0) AS month_fen
    FROM spell('resolved.orphan', person_id, first_for, stopped_on)
    WHERE is_tied(link_tier)
)

SELECT
    person_id,
    benefit,
    first_for AS valid_from,
    max(held_to) AS valid_to,
    max(maybe_to) AS maybe_to,
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
    list_sort(list_distinct(flatten(list(versions)))) AS records
FROM listed
WHERE first_for IS NOT NULL
GROUP BY person_id, benefit, first_for
