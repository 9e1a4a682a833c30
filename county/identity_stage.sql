-- What the night's linking says of itself, as JSON.
SELECT summary
FROM meta.stage
WHERE name = 'identity'
ORDER BY summary
