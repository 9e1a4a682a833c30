-- Who handled the acts, in the five slots; the office where nobody is named.
WITH unnested AS (
    SELECT
        hit_id,
        unnest(chain) AS slot
    FROM settled
    WHERE counts
),

handled AS (
    SELECT
        hit_id,
        struct_extract(slot, 'step') AS step,
        nullif(trim(struct_extract(slot, 'person')), '') AS person,
        nullif(trim(struct_extract(slot, 'unit')), '') AS unit,
        struct_extract(slot, 'on') AS done_on
    FROM unnested
),

named AS (
    SELECT
        hit_id,
        step,
        string_agg(DISTINCT person, '、' ORDER BY person) AS person,
        string_agg(DISTINCT unit, '、' ORDER BY unit) AS unit,
        min(done_on) AS first_on
    FROM handled
    GROUP BY hit_id, step
),

slotted AS (
    SELECT
        hits.hit_id,
        post.slot,
        struct_pack(
            step := post.step,
            person := named.person,
            unit := CASE
                WHEN named.person IS NOT NULL THEN coalesce(named.unit, post.unit)
                ELSE coalesce(named.unit, post.unit) || '（需调卷）'
            END,
            "on" := named.first_on
        ) AS link
    FROM (SELECT DISTINCT hit_id FROM settled) AS hits
    CROSS JOIN post
    LEFT JOIN named ON hits.hit_id = named.hit_id AND post.step = named.step
)

SELECT
    hit_id,
    list(link ORDER BY slot) AS chain
FROM slotted
GROUP BY hit_id
