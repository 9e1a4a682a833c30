-- One row for each post a person holds or held: public employees and village cadres.
-- `removed_on` is null while in post; it stands as the version's end, too.
SELECT
    person_id,
    coalesce(organisation_id, unit_code, unit_name) AS unit_id,
    max(unit_name) AS unit_name,
    max(position) AS position,
    max(identity) AS identity,
    max(town) AS town,
    max(village) AS village,
    appointed_on,
    removed_on,
    max(link_tier) AS tier,
    min(link_milli) AS link_milli,
    list(record_id ORDER BY record_id) AS records
FROM resolved.cadre
WHERE
    is_tied(link_tier)
    AND (valid_to IS NULL OR valid_to IS NOT DISTINCT FROM removed_on)
GROUP BY
    person_id, coalesce(organisation_id, unit_code, unit_name), appointed_on, removed_on
