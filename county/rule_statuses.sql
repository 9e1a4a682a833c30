-- How far each rule of the night had been proven, and what it lacked.
SELECT *
FROM finding.rule
ORDER BY rule
