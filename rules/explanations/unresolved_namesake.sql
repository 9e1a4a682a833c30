-- A register row that is not firmly tied to anybody may be the trainee: one that is
-- weakly tied to the trainee, the same
-- number under another name, or the same name with a number that agrees in part,
-- is not there, or is a relative's. A row that is tied to somebody may be the
-- trainee's, too, if it bears the trainee's own name: where the tie rests on a
-- similar name only, or where the number is the trainee's but for its last digits.
-- A row that was struck off before the act proves no entitlement, whosever it is.
SELECT
    item.item_no,
    'cannot_decide' AS verdict,
    list(DISTINCT migrant.record_id ORDER BY migrant.record_id) AS evidence
FROM item
INNER JOIN resolved.migrant AS migrant
    ON
        item.facts['name_key'] = migrant.name_key
        OR item.facts['id_text'] = migrant.id_text
        OR (item.subject_id = migrant.person_id AND is_weak(migrant.link_tier))
WHERE
    coalesce(migrant.valid_to >= item.period_from, TRUE)
    AND (
        (item.subject_id = migrant.person_id AND is_weak(migrant.link_tier))
        OR (
            migrant.name_key = item.facts['name_key']
            AND migrant.person_id != item.subject_id
            AND (
                migrant.link_tier = 'T2'
                OR left(migrant.id_text, 15) = left(item.facts['id_text'], 15)
            )
        )
        OR (
            NOT is_firm(migrant.link_tier)
            AND (
                coalesce(migrant.id_text, '') = ''
                OR migrant.id_kind IN ('valid', 'valid15', 'disability')
                OR migrant.id_text = item.facts['id_text']
                OR left(migrant.id_text, 6) = left(item.facts['id_text'], 6)
                OR right(migrant.id_text, 4) = right(item.facts['id_text'], 4)
                OR substr(migrant.id_text, 7, 8) = substr(item.facts['id_text'], 7, 8)
            )
        )
    )
GROUP BY item.item_no
