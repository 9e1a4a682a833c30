-- How far each rule of the night had been proven.
SELECT
    rule,
    status
FROM finding.rule
ORDER BY ALL
