-- The ties of one person, seen from that person, one row a tie.
WITH seen AS (
    SELECT
        other_person_id AS relative_id,
        relation AS own_relation,
        other_relation AS relation,
        kind,
        dataset,
        record_id,
        other_record_id,
        valid_from,
        valid_to,
        tier,
        records
    FROM identity.tie
    WHERE person_id = $person_id
    UNION ALL
    SELECT
        person_id AS relative_id,
        other_relation AS own_relation,
        relation,
        kind,
        dataset,
        record_id,
        other_record_id,
        valid_from,
        valid_to,
        tier,
        records
    FROM identity.tie
    WHERE other_person_id = $person_id
)

SELECT
    seen.*,
    person.person_name,
    person.id_number
FROM seen
INNER JOIN identity.person AS person
    ON seen.relative_id = person.person_id
ORDER BY
    seen.relative_id ASC,
    seen.kind ASC,
    seen.dataset ASC,
    seen.valid_from ASC NULLS FIRST,
    seen.valid_to ASC NULLS FIRST,
    seen.record_id ASC,
    seen.other_record_id ASC NULLS FIRST,
    seen.relation ASC NULLS FIRST,
    seen.own_relation ASC NULLS FIRST
