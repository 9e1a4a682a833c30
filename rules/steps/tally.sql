-- How many hits of each outcome, and how many acts were in question.
SELECT
    count(*) FILTER (WHERE outcome = 'hit') AS hit,
    count(*) FILTER (WHERE outcome = 'explained') AS explained,
    count(*) FILTER (WHERE outcome = 'cannot_decide') AS cannot_decide,
    count(*) FILTER (WHERE outcome = 'suppressed') AS suppressed,
    (SELECT count(*) FROM settled) AS items
FROM hit
