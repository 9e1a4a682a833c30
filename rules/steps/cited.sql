-- The records each hit points at, on which side they speak.
WITH spoken AS (
    SELECT
        hit_id,
        'for' AS side,
        unnest(evidence_for) AS record_id
    FROM settled
    WHERE counts
    UNION ALL
    SELECT
        hit_id,
        'against' AS side,
        unnest(evidence_against) AS record_id
    FROM settled
    WHERE counts
    UNION ALL
    SELECT
        hit_id,
        'against' AS side,
        unnest(exempt_records) AS record_id
    FROM settled
    WHERE outcome = 'suppressed'
    UNION ALL
    SELECT
        settled.hit_id,
        'against' AS side,
        unnest(verdict.evidence) AS record_id
    FROM settled
    INNER JOIN verdict ON settled.item_no = verdict.item_no
    UNION ALL
    SELECT
        hit_id,
        'against' AS side,
        act AS record_id
    FROM settled
    WHERE NOT counts
)

SELECT
    hit_id,
    record_id,
    max(side) AS side
FROM spoken
WHERE record_id IS NOT NULL
GROUP BY hit_id, record_id
