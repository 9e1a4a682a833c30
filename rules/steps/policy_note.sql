-- What nobody verified of the policy that each hit rests on, on the days of its acts:
-- a few rows by their sentence, many by their number, and a table without any row.
WITH acted AS (
    SELECT DISTINCT
        hit_id,
        act_on
    FROM settled
    WHERE counts AND act_on IS NOT NULL
),

acted_day AS (
    SELECT DISTINCT act_on
    FROM acted
),

in_force AS (
    SELECT
        acted_day.act_on,
        policy_ground.title,
        count(policy_said.policy) AS held,
        count(policy_said.sentence) AS unread,
        list(DISTINCT policy_said.sentence ORDER BY policy_said.sentence)
        FILTER (WHERE policy_said.sentence IS NOT NULL) AS sentences
    FROM acted_day
    CROSS JOIN policy_ground
    LEFT JOIN policy_said
        ON
            policy_ground.policy = policy_said.policy
            AND holds(
                policy_said.valid_from, policy_said.valid_to, acted_day.act_on
            )
    GROUP BY acted_day.act_on, policy_ground.policy, policy_ground.title
),

noted AS (
    SELECT
        act_on,
        CASE
            WHEN held = 0 THEN [title || '：行为当日没有可用的规定']
            WHEN unread > 3
                THEN [title || '：' || unread || ' 项规定未经核实']
            ELSE coalesce(sentences, [])
        END AS notes
    FROM in_force
)

SELECT
    acted.hit_id,
    list_sort(list_distinct(flatten(list(noted.notes)))) AS policy_notes
FROM acted
INNER JOIN noted ON acted.act_on = noted.act_on
GROUP BY acted.hit_id
