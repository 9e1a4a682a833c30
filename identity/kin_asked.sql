-- The people whom a person's id or a record's id names.
SELECT
    person_id,
    person_name,
    id_number
FROM identity.person
WHERE
    person_id = $asked
    OR person_id IN (
        SELECT link.person_id
        FROM identity.link AS link
        WHERE link.record_id = $asked
    )
ORDER BY person_id ASC
