-- One row for each post of an official, and one more for each relative of one while
-- the tie lasts, all firmly tied. `person_id` is the official or the relative, `side`
-- says which, `official_id` whose post it is; the records tell it, too.
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
    records
FROM state.official
WHERE is_firm(tier)
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
    official.records || kin.records AS records
FROM state.official AS official
INNER JOIN state.kin AS kin ON official.person_id = kin.person_id
WHERE is_firm(official.tier) AND is_firm(kin.tier)
