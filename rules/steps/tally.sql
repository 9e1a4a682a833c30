-- How many acts there are, how many were put to the rule, of how many data are
-- wanting; how many hits of each outcome, and how many acts were in question.
WITH acted AS (
    SELECT
        count(*) AS eligible,
        count(*) FILTER (WHERE is_tied(link_tier)) AS evaluated
    FROM act
)

SELECT
    acted.eligible,
    acted.evaluated,
    (
        SELECT coalesce(sum(reasoned.acts), 0)
        FROM reasoned
        WHERE reasoned.reason = 'uncovered'
    ) AS uncovered,
    count(*) FILTER (WHERE hit.outcome = 'cannot_decide') AS cannot_decide,
    count(*) FILTER (WHERE hit.outcome = 'hit') AS hit,
    count(*) FILTER (WHERE hit.outcome = 'explained') AS explained,
    count(*) FILTER (WHERE hit.outcome = 'suppressed') AS suppressed,
    (SELECT count(*) FROM settled) AS items
FROM acted
LEFT JOIN hit ON TRUE
GROUP BY acted.eligible, acted.evaluated
