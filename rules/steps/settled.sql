-- What became of each act, and the hit it belongs to. An explained act stays
-- with its subject's hit, where it counts for nothing but is shown as explained.
-- What rests on a weak tie is a hit of its own and never mixed with the rest. What
-- rests on the silence of data that are not there cannot be decided. What a document
-- exempts is suppressed, unless it is explained anyway, and stays with its reason.
WITH ruled AS (
    SELECT
        item_no,
        min(ordinal) FILTER (WHERE verdict = 'explained') AS explained_by,
        min(ordinal) FILTER (WHERE verdict = 'cannot_decide') AS undecided_by
    FROM verdict
    GROUP BY item_no
),

wanted AS (
    SELECT
        item.* EXCLUDE (missing),
        exempted.exempted_by,
        coalesce(exempted.records, []) AS exempt_records,
        coalesce(item.missing, uncovered.missing) AS missing
    FROM item
    LEFT JOIN uncovered ON item.item_no = uncovered.item_no
    LEFT JOIN exempted ON item.item_no = exempted.item_no
),

judged AS (
    SELECT
        wanted.*,
        is_weak(wanted.tier) AS is_weak,
        ruled.explained_by,
        ruled.undecided_by,
        CASE
            WHEN ruled.explained_by IS NOT NULL THEN 'explained'
            WHEN wanted.exempted_by IS NOT NULL THEN 'suppressed'
            WHEN wanted.missing IS NOT NULL THEN 'cannot_decide'
            WHEN ruled.undecided_by IS NOT NULL THEN 'cannot_decide'
            ELSE 'hit'
        END AS outcome
    FROM wanted
    LEFT JOIN ruled ON wanted.item_no = ruled.item_no
),

placed AS (
    SELECT
        judged.*,
        CASE
            WHEN
                judged.outcome = 'explained'
                AND bool_or(judged.outcome = 'hit') OVER (
                    PARTITION BY
                        judged.subject_kind, judged.subject_id, judged.matter,
                        judged.is_weak
                )
                THEN 'hit'
            ELSE judged.outcome
        END AS hit_outcome
    FROM judged
)

SELECT
    placed.*,
    ruling.rule,
    placed.outcome = placed.hit_outcome AS counts,
    left(sha256(concat_ws(
        chr(31), ruling.rule, placed.subject_kind, placed.subject_id,
        placed.matter, placed.hit_outcome,
        CASE WHEN placed.is_weak THEN 'weak' END
    )), 20) AS hit_id
FROM placed
CROSS JOIN ruling
