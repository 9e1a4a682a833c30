-- Which of two records the last night knows.
SELECT concat_ws('|', link.dataset, link.role, link.record_id) AS reference
FROM identity.link AS link
WHERE
    concat_ws('|', link.dataset, link.role, link.record_id) IN ($one, $other)
ORDER BY reference
