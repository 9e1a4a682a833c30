-- One row for each tenant of a tenancy, and one more for the spouse in its contract.
SELECT
    record_id,
    person_id,
    link_tier AS tier,
    link_milli,
    rented_from,
    seen_on
FROM state.tenancy
UNION ALL BY NAME
SELECT
    record_id,
    spouse_person_id AS person_id,
    spouse_link_tier AS tier,
    spouse_link_milli AS link_milli,
    rented_from,
    seen_on
FROM state.tenancy
WHERE
    is_tied(spouse_link_tier)
    AND spouse_person_id != person_id
    AND NOT is_chained(link_tier, spouse_link_tier)
