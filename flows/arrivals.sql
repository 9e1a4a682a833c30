-- The days on which each dataset came and was accepted.
SELECT DISTINCT
    dataset,
    delivered_on
FROM meta.delivery
WHERE status = 'accepted'
ORDER BY dataset, delivered_on
