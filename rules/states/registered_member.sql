-- One row for each member of a household on the register of the poor or watched, and
-- for its head, from when until when it stood there; whoever was taken off included.
SELECT
    person.person_id,
    person.record_id,
    greatest(person.added_on, coalesce(home.identified_on, person.added_on))
        AS since_on,
    person.removed_on AS until_on
FROM resolved.registered_person AS person
LEFT JOIN resolved.registered_household AS home
    ON
        person.household_number = home.household_number
        AND (
            home.valid_to IS NULL
            OR home.valid_to IS NOT DISTINCT FROM home.removed_on
        )
WHERE
    person.person_id IS NOT NULL
    AND (
        person.valid_to IS NULL
        OR person.valid_to IS NOT DISTINCT FROM person.removed_on
    )
UNION ALL
SELECT
    person_id,
    record_id,
    identified_on AS since_on,
    removed_on AS until_on
FROM resolved.registered_household
WHERE
    person_id IS NOT NULL
    AND (valid_to IS NULL OR valid_to IS NOT DISTINCT FROM removed_on)
