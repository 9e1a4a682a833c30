-- One row for each time a person holds or held a vehicle: from the purchase to the day
-- it left the owner. Where nobody wrote down the purchase: since the first registration
-- if the first register had it so, or if it was a new one; else since the first
-- register that had it so. `is_unclear` where the register says that it is gone and not
-- since when; of one that came or went without a word further rows hold the days that
-- nobody knows, between the register that did not have it and the one that did.
WITH spelt AS (
    SELECT
        *,
        coalesce(maybe_from >= first_registered_on, FALSE) AS is_late
    FROM
        spell(
            'resolved.vehicle', row(person_id, plate_number), acquired_on, left_on
        )
    WHERE is_tied(link_tier)
),

held AS (
    SELECT
        * REPLACE (
            CASE
                WHEN is_late THEN held_from
                ELSE coalesce(acquired_on, first_registered_on, held_from)
            END AS held_from
        )
    FROM spelt
),

known AS (
    SELECT
        *,
        coalesce(status IN ('转出', '报废', '注销') AND left_on IS NULL, FALSE)
            AS is_unclear
    FROM held
    UNION ALL BY NAME
    SELECT
        * REPLACE (maybe_to + 1 AS held_to),
        TRUE AS is_unclear
    FROM held
    WHERE held_to < maybe_to
    UNION ALL BY NAME
    SELECT
        * REPLACE (maybe_from AS held_from, held_from AS held_to),
        TRUE AS is_unclear
    FROM held
    WHERE is_late
)

SELECT
    person_id,
    plate_number,
    vehicle_kind,
    use_kind,
    price_fen,
    held_from,
    held_to,
    is_unclear,
    link_tier AS tier,
    link_milli,
    versions AS records
FROM known
