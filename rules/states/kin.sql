-- One row for each pair of relatives, both ways round: spouses by registration,
-- members of one household to its head and to each other by way of the head, and what
-- officials declared. `relation` is what `other_id` is to `person_id` where that is
-- known, `own_relation` what `person_id` is to `other_id`. Surname and village make
-- nobody a relative. A wedding begins kinship and a divorce ends it; a death or a
-- move only ends an entry in the household book, and a correction of it begins
-- nothing: who stood there in the first one has no first day.
WITH tie AS (
    -- A pair is put together once, the lesser id first, and told both ways at the end.
    SELECT
        least(person_id, other_person_id) AS one_id,
        greatest(person_id, other_person_id) AS two_id,
        CASE WHEN person_id < other_person_id THEN relation ELSE other_relation END
            AS one_is,
        CASE WHEN person_id < other_person_id THEN other_relation ELSE relation END
            AS two_is,
        kind,
        valid_from,
        valid_to,
        tier,
        CASE
            WHEN coalesce(record_id = other_record_id, other_record_id IS NULL)
                THEN [record_id]
            WHEN record_id IS NULL THEN [other_record_id]
            WHEN record_id < other_record_id THEN [record_id, other_record_id]
            ELSE [other_record_id, record_id]
        END AS proof
    FROM identity.tie
    WHERE is_tied(tier) AND person_id != other_person_id
),

-- Most pairs have one tie; only the others need to be put together.
often AS (
    SELECT
        one_id,
        two_id
    FROM tie
    GROUP BY one_id, two_id
    HAVING count(*) > 1
),

met AS (
    SELECT
        one_id,
        two_id,
        min(one_is) AS one_is,
        min(two_is) AS two_is,
        min(kind) AS kind,
        CASE
            WHEN bool_or(kind = '婚姻')
                THEN min(valid_from) FILTER (WHERE kind = '婚姻')
            WHEN bool_and(valid_from IS NOT NULL) THEN min(valid_from)
        END AS valid_from,
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
    FROM tie
    SEMI JOIN often ON tie.one_id = often.one_id AND tie.two_id = often.two_id
    GROUP BY one_id, two_id
),

pair AS (
    SELECT *
    FROM met
    UNION ALL BY NAME
    SELECT
        tie.one_id,
        tie.two_id,
        tie.one_is,
        tie.two_is,
        tie.kind,
        tie.valid_from,
        CASE WHEN tie.kind != '户口簿' THEN tie.valid_to END AS valid_to,
        tie.tier,
        tie.proof AS records
    FROM tie
    ANTI JOIN often ON tie.one_id = often.one_id AND tie.two_id = often.two_id
)

SELECT
    one_id AS person_id,
    two_id AS other_id,
    two_is AS relation,
    one_is AS own_relation,
    kind,
    valid_from,
    valid_to,
    tier,
    records
FROM pair
UNION ALL BY NAME
SELECT
    two_id AS person_id,
    one_id AS other_id,
    one_is AS relation,
    two_is AS own_relation,
    kind,
    valid_from,
    valid_to,
    tier,
    records
FROM pair
