-- One row for each post a person holds or held: public employees and village cadres.
-- `removed_on` is null while in post; of who went from the list without a day it is the
-- last list that had the person. `record_id` is that of the row last delivered.
SELECT
    record_id,
    person_id,
    person_name,
    organisation_id,
    coalesce(organisation_id, unit_code, unit_name) AS unit_id,
    unit_name,
    position,
    is_leader,
    identity,
    town,
    village,
    held_from AS appointed_on,
    held_to AS removed_on,
    link_tier AS tier,
    link_milli,
    versions AS records
FROM
    spell(
        'resolved.cadre',
        row(person_id, coalesce(organisation_id, unit_code, unit_name)),
        appointed_on,
        removed_on
    )
WHERE is_tied(link_tier)
