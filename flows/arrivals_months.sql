-- What the stages that assembled the current datasets say of themselves.
SELECT summary
FROM meta.stage
WHERE name = 'current'
ORDER BY key
