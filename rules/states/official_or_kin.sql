-- One row for each post of an official, and one more for each relative of one while
-- the tie lasts, never by two weak ties. `person_id` is the official or the relative,
-- `side` says which, `official_id` whose post it is; the records tell it, too.
SELECT
    person_id,
    '本人' AS side,
    person_id AS official_id,
    identity,
    town,
    village,
    appointed_on,
    removed_on,
    tier,
    link_milli,
    records
FROM state.official
UNION ALL BY NAME
SELECT
    kin.other_id AS person_id,
    '亲属' AS side,
    official.person_id AS official_id,
    official.identity,
    official.town,
    official.village,
    greatest(official.appointed_on, kin.valid_from) AS appointed_on,
    least(official.removed_on, kin.valid_to) AS removed_on,
    greatest(official.tier, kin.tier) AS tier,
    official.link_milli,
    official.records || kin.records AS records
FROM state.official AS official
INNER JOIN state.kin AS kin ON official.person_id = kin.person_id
WHERE NOT is_chained(official.tier, kin.tier)
