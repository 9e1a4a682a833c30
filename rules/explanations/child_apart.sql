-- The child on the payroll had moved out, or stands in another household.
WITH child AS (
    SELECT
        item_no,
        act_on,
        facts['waged_id'] AS waged_id
    FROM item
    WHERE facts['relation'] IN ('子', '女')
),

apart AS (
    SELECT
        child.item_no,
        resident.record_id
    FROM child
    INNER JOIN resolved.resident AS resident
        ON child.waged_id = resident.person_id
    WHERE
        resident.status = '迁出'
        AND coalesce(resident.changed_on, child.act_on) <= child.act_on
    UNION ALL
    SELECT
        child.item_no,
        resident.record_id
    FROM child
    INNER JOIN resolved.resident AS resident
        ON child.waged_id = resident.person_id
    WHERE
        resident.status = '正常'
        AND (resident.valid_to IS NULL OR resident.valid_to >= child.act_on)
        AND child.waged_id IN (
            SELECT other.person_id
            FROM resolved.resident AS other
            WHERE
                other.household_number IS DISTINCT FROM resident.household_number
                AND other.status = '正常'
                AND (other.valid_to IS NULL OR other.valid_to >= child.act_on)
        )
)

SELECT
    item_no,
    'explained' AS verdict,
    list(DISTINCT record_id ORDER BY record_id) AS evidence
FROM apart
GROUP BY item_no
