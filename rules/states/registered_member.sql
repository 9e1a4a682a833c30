-- One row for each member of a household on the register of the poor or watched, and
-- for its head, from when until when it stood there; whoever was taken off included, or
-- went from the register without a day. Where this speaks for somebody the wide bounds
-- count: `until_on` is the last day on which it may have stood there.
WITH home AS (
    SELECT *
    FROM
        spell(
            'resolved.registered_household',
            row(household_number, person_id),
            identified_on,
            removed_on
        )
)

SELECT
    person.person_id,
    person.record_id,
    greatest(person.added_on, coalesce(home.identified_on, person.added_on))
        AS since_on,
    person.maybe_to AS until_on
FROM
    spell(
        'resolved.registered_person',
        row(person_id, household_number),
        added_on,
        removed_on
    ) AS person
LEFT JOIN home ON person.household_number = home.household_number
WHERE person.person_id IS NOT NULL
UNION ALL
SELECT
    person_id,
    record_id,
    identified_on AS since_on,
    maybe_to AS until_on
FROM home
WHERE person_id IS NOT NULL
