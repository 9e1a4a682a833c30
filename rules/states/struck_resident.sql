-- One row for each entry of the register of residents that was struck (dead, moved
-- away, in the army, abroad for good), as the last register that had the person says
-- it: who was struck stays so when later registers leave the row out, and who was
-- entered again is struck no more.
WITH said AS (
    SELECT *
    FROM resolved.resident
    WHERE is_tied(link_tier)
    QUALIFY rank() OVER (
        PARTITION BY person_id ORDER BY valid_to DESC NULLS FIRST
    ) = 1
)

SELECT
    person_id,
    record_id,
    status,
    changed_on AS struck_on,
    link_tier AS tier,
    link_milli
FROM said
WHERE status != '正常'
