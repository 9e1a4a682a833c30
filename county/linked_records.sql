-- The person that each record of one dataset was tied to, by role.
SELECT
    record_id,
    role,
    person_id
FROM identity.link
WHERE person_id IS NOT NULL AND split_part(dataset, '/', -1) = $dataset
ORDER BY ALL
