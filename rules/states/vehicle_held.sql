-- One row for each vehicle a person holds or held, with the time of it: from the
-- purchase to the day it left the owner. `is_unclear` where the register says that it
-- is gone and not since when. The register's own last day stands as the version's end.
SELECT
    person_id,
    plate_number,
    max(vehicle_kind) AS vehicle_kind,
    max(use_kind) AS use_kind,
    max(price_fen) AS price_fen,
    min(coalesce(acquired_on, first_registered_on)) AS held_from,
    max(left_on) AS held_to,
    coalesce(
        bool_or(status IN ('转出', '报废', '注销')) AND max(left_on) IS NULL, FALSE
    ) AS is_unclear,
    max(link_tier) AS tier,
    min(link_milli) AS link_milli,
    list(record_id ORDER BY record_id) AS records
FROM resolved.vehicle
WHERE
    is_tied(link_tier)
    AND (valid_to IS NULL OR valid_to IS NOT DISTINCT FROM left_on)
GROUP BY person_id, plate_number
