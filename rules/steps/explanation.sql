-- Each explanation with what came of it, and on how many acts. An act that was
-- explained away is listed only under what explained it.
WITH tried AS (
    SELECT
        settled.hit_id,
        tested.ordinal,
        tested.name,
        tested.title,
        tested.wanted,
        settled.item_no,
        CASE
            WHEN verdict.verdict IS NULL THEN 'refused'
            WHEN verdict.verdict = 'explained' THEN 'explained'
            ELSE 'untestable'
        END AS verdict
    FROM settled
    CROSS JOIN tested
    LEFT JOIN verdict
        ON
            settled.item_no = verdict.item_no
            AND tested.ordinal = verdict.ordinal
    WHERE
        settled.explained_by IS NULL
        OR settled.explained_by = tested.ordinal
),

counted AS (
    SELECT
        hit_id,
        ordinal,
        name,
        title,
        wanted,
        verdict,
        cast(count(*) AS INTEGER) AS items
    FROM tried
    GROUP BY hit_id, ordinal, name, title, wanted, verdict
)

SELECT
    hit_id,
    list(
        struct_pack(
            name := name, title := title, verdict := verdict, items := items
        )
        ORDER BY ordinal, verdict
    ) AS explanations,
    list(DISTINCT wanted ORDER BY wanted)
    FILTER (WHERE verdict = 'untestable') AS wanted,
    string_agg(DISTINCT name, ',' ORDER BY name)
    FILTER (WHERE verdict = 'explained') AS explained_by,
    string_agg(DISTINCT name, ',' ORDER BY name)
    FILTER (WHERE verdict = 'untestable') AS untested
FROM counted
GROUP BY hit_id
