-- Why the acts ended as they did. An act that was not evaluated has no subject; one
-- without a finding has no reason but that the rule found nothing, or could not, as
-- data of those days are wanting.
WITH settled_reason AS (
    SELECT
        settled.act,
        settled.hit_id,
        settled.outcome,
        CASE
            WHEN settled.outcome = 'explained' THEN tested.name
            WHEN settled.outcome = 'hit' THEN settled.variant
            ELSE coalesce(settled.missing, tested.name)
        END AS reason,
        CASE
            WHEN settled.outcome = 'explained' THEN tested.title
            WHEN settled.outcome = 'hit' THEN settled.variant
            ELSE coalesce('缺少' || settled.missing, tested.title || '（无法核对）')
        END AS title
    FROM settled
    LEFT JOIN tested
        ON coalesce(settled.explained_by, settled.undecided_by) = tested.ordinal
),

open_act AS (
    SELECT
        act.record_id AS act,
        NULL AS hit_id,
        CASE
            WHEN NOT is_tied(act.link_tier) THEN 'not_evaluated'
            WHEN uncovered_span.words IS NOT NULL THEN 'cannot_decide'
            ELSE 'no_hit'
        END AS outcome,
        CASE
            WHEN act.link_tier IS NULL THEN 'untied'
            WHEN NOT is_tied(act.link_tier) THEN 'name_only'
            WHEN uncovered_span.words IS NOT NULL THEN 'uncovered'
            ELSE 'nothing_found'
        END AS reason,
        CASE
            WHEN act.link_tier IS NULL THEN '未能确定是谁的记录'
            WHEN NOT is_tied(act.link_tier) THEN '只有姓名相同，不作为依据'
            ELSE coalesce('缺少' || uncovered_span.words, '未发现不一致')
        END AS title
    FROM act
    LEFT JOIN uncovered_span
        ON
            act.acted_from IS NOT DISTINCT FROM uncovered_span.acted_from
            AND act.acted_to IS NOT DISTINCT FROM uncovered_span.acted_to
    WHERE act.record_id NOT IN (SELECT settled.act FROM settled)
),

every_act AS (
    SELECT * FROM settled_reason
    UNION ALL
    SELECT * FROM open_act
)

SELECT
    ruling.rule,
    every_act.outcome,
    every_act.reason,
    every_act.title,
    count(DISTINCT every_act.act) AS acts,
    count(DISTINCT every_act.hit_id) AS hits
FROM every_act
CROSS JOIN ruling
GROUP BY ruling.rule, every_act.outcome, every_act.reason, every_act.title
