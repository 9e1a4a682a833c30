-- One row for each pair of relatives, both ways round: spouses by registration,
-- members of one household to its head and to each other by way of the head, and what
-- officials declared. `relation` is what `other_id` is to `person_id` where that is
-- known. Surname and village make nobody a relative. A divorce ends kinship; a death
-- or a move only ends an entry in the household book.
WITH tie AS (
    SELECT
        *,
        CASE
            WHEN other_record_id IS NULL THEN [record_id]
            WHEN record_id IS NULL THEN [other_record_id]
            ELSE [record_id, other_record_id]
        END AS proof
    FROM identity.tie
    WHERE is_tied(tier)
),

stated AS (
    SELECT
        person_id,
        other_person_id AS other_id,
        other_relation AS relation,
        kind,
        valid_from,
        valid_to,
        tier,
        proof
    FROM tie
    UNION ALL BY NAME
    SELECT
        other_person_id AS person_id,
        person_id AS other_id,
        relation,
        kind,
        valid_from,
        valid_to,
        tier,
        proof
    FROM tie
)

SELECT
    person_id,
    other_id,
    min(relation) AS relation,
    min(kind) AS kind,
    min(valid_from) AS valid_from,
    CASE
        WHEN bool_or(kind = '婚姻')
            THEN
                CASE
                    WHEN bool_and(valid_to IS NOT NULL) FILTER (WHERE kind = '婚姻')
                        THEN max(valid_to) FILTER (WHERE kind = '婚姻')
                END
        WHEN bool_or(kind = '户口簿') THEN NULL
        WHEN bool_and(valid_to IS NOT NULL) THEN max(valid_to)
    END AS valid_to,
    min(tier) AS tier,
    list_sort(list_distinct(flatten(list(proof)))) AS records
FROM stated
WHERE person_id != other_id
GROUP BY person_id, other_id
