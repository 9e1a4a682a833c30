-- One row for each time a person holds or held a vehicle: from the purchase to the day
-- it left the owner. `is_unclear` where the register says that it is gone and not since
-- when; of one whose row went without a word a second row holds the days that nobody
-- knows, from the last register that had it to the first that has it no more.
WITH held AS (
    SELECT *
    FROM
        spell(
            'resolved.vehicle',
            row(person_id, plate_number),
            coalesce(acquired_on, first_registered_on),
            left_on
        )
    WHERE is_tied(link_tier)
)

SELECT
    person_id,
    plate_number,
    vehicle_kind,
    use_kind,
    price_fen,
    held_from,
    held_to,
    coalesce(status IN ('转出', '报废', '注销') AND left_on IS NULL, FALSE)
        AS is_unclear,
    link_tier AS tier,
    link_milli,
    versions AS records
FROM held
UNION ALL BY NAME
SELECT
    person_id,
    plate_number,
    vehicle_kind,
    use_kind,
    price_fen,
    held_from,
    maybe_to + 1 AS held_to,
    TRUE AS is_unclear,
    link_tier AS tier,
    link_milli,
    versions AS records
FROM held
WHERE held_to < maybe_to
