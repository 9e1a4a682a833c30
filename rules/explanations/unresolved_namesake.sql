-- A register row that could not be tied to anybody may be the trainee: the same
-- number under another name, or the same name with a number that agrees in part
-- or is not there.
SELECT
    item.item_no,
    'cannot_decide' AS verdict,
    list(DISTINCT migrant.record_id ORDER BY migrant.record_id) AS evidence
FROM item
INNER JOIN resolved.migrant AS migrant
    ON
        item.facts['name_key'] = migrant.name_key
        OR item.facts['id_text'] = migrant.id_text
WHERE
    migrant.person_id IS NULL
    AND (
        coalesce(migrant.id_text, '') = ''
        OR migrant.id_text = item.facts['id_text']
        OR left(migrant.id_text, 6) = left(item.facts['id_text'], 6)
        OR right(migrant.id_text, 4) = right(item.facts['id_text'], 4)
        OR substr(migrant.id_text, 7, 8) = substr(item.facts['id_text'], 7, 8)
    )
GROUP BY item.item_no
