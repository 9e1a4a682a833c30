-- The child on the payroll had moved out, or stands in another household. A row
-- that is only weakly tied leaves it open.
WITH child AS (
    SELECT
        item_no,
        act_on,
        facts['waged_id'] AS waged_id
    FROM item
    WHERE facts['relation'] IN ('子', '女', '子女')
),

stood AS (
    SELECT
        child.item_no,
        resident.record_id,
        resident.household_number,
        resident.status,
        resident.changed_on,
        is_firm(resident.link_tier) AS is_firm,
        child.act_on
    FROM child
    INNER JOIN resolved.resident AS resident
        ON child.waged_id = resident.person_id
    WHERE
        is_tied(resident.link_tier)
        AND resident.status IN ('正常', '迁出')
        AND (resident.valid_to IS NULL OR resident.valid_to >= child.act_on)
),

counted AS (
    SELECT
        item_no,
        count(DISTINCT coalesce(household_number, record_id))
        FILTER (WHERE status = '正常') AS households,
        count(DISTINCT coalesce(household_number, record_id))
        FILTER (WHERE status = '正常' AND is_firm) AS firm_households,
        count(*) FILTER (
            WHERE status = '迁出' AND coalesce(changed_on, act_on) <= act_on
        ) AS departures,
        count(*) FILTER (
            WHERE status = '迁出' AND is_firm
            AND coalesce(changed_on, act_on) <= act_on
        ) AS firm_departures,
        list(DISTINCT record_id ORDER BY record_id) AS records
    FROM stood
    GROUP BY item_no
)

SELECT
    item_no,
    CASE
        WHEN firm_households > 1 OR firm_departures > 0 THEN 'explained'
        ELSE 'untestable'
    END AS verdict,
    records AS evidence
FROM counted
WHERE households > 1 OR departures > 0
