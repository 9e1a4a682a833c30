-- One row for each post of an official, and one more for each relative of one, all
-- firmly tied. `person_id` is the official or the relative; the records tell which.
SELECT
    person_id,
    appointed_on,
    removed_on,
    records
FROM state.official
WHERE is_firm(tier)
UNION ALL BY NAME
SELECT
    kin.other_id AS person_id,
    official.appointed_on,
    official.removed_on,
    official.records || kin.records AS records
FROM state.official AS official
INNER JOIN state.kin AS kin ON official.person_id = kin.person_id
WHERE is_firm(official.tier) AND is_firm(kin.tier)
