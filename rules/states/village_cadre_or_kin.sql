-- One row for each person who is a village cadre or a relative of one, village and
-- term, firmly tied. Whoever serves in a village is nobody's relative there; a cadre's
-- village may be unknown, a relative's is not.
WITH near AS (
    SELECT
        person_id,
        side,
        town,
        village,
        appointed_on,
        removed_on,
        tier,
        records
    FROM state.official_or_kin
    WHERE
        identity = '村(社区)干部'
        AND is_firm(tier)
        AND (village IS NOT NULL OR side = '本人')
)

SELECT *
FROM near
WHERE side = '本人'
UNION ALL BY NAME
SELECT near.*
FROM near
ANTI JOIN near AS own
    ON
        near.person_id = own.person_id
        AND coalesce(own.village, near.village) = near.village
        AND own.side = '本人'
WHERE near.side = '亲属'
