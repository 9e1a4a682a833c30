-- Why the acts ended as they did. An act that was not evaluated has no subject; one
-- without a finding has no reason but that the rule found nothing.
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
        record_id AS act,
        NULL AS hit_id,
        CASE WHEN is_tied(link_tier) THEN 'no_hit' ELSE 'not_evaluated' END
            AS outcome,
        CASE
            WHEN is_tied(link_tier) THEN 'nothing_found'
            WHEN link_tier IS NULL THEN 'untied'
            ELSE 'name_only'
        END AS reason,
        CASE
            WHEN is_tied(link_tier) THEN '未发现不一致'
            WHEN link_tier IS NULL THEN '未能确定是谁的记录'
            ELSE '只有姓名相同，不作为依据'
        END AS title
    FROM act
    WHERE record_id NOT IN (SELECT settled.act FROM settled)
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
