-- The person that each record of one dataset was tied to, by role.
SELECT
    record_id,
    role,
    person_id,
    -- A tie by a valid number is at least this certain, one by weight less.
    coalesce(link_milli < 900, FALSE) AS is_weighed
FROM identity.link
WHERE person_id IS NOT NULL AND split_part(dataset, '/', -1) = $dataset
ORDER BY ALL
