-- Paid to a household that still has a living member. Where the household is not
-- known, or known only by a row that is not firmly tied, this cannot be decided.
WITH asked AS (
    SELECT
        item_no,
        subject_id,
        act_on,
        facts['granularity'] AS granularity,
        facts['name_key'] AS name_key,
        facts['id_text'] AS id_text
    FROM item
    WHERE coalesce(facts['granularity'], '户') = '户'
),

home AS (
    SELECT
        asked.item_no,
        resident.household_number,
        resident.record_id,
        is_firm(resident.link_tier) AS is_tied
    FROM asked
    INNER JOIN resolved.resident AS resident
        ON asked.subject_id = resident.person_id
    WHERE resident.household_number IS NOT NULL AND is_tied(resident.link_tier)
    UNION ALL
    SELECT
        asked.item_no,
        resident.household_number,
        resident.record_id,
        FALSE AS is_tied
    FROM asked
    INNER JOIN resolved.resident AS resident
        ON asked.name_key = resident.name_key
    WHERE
        NOT is_firm(resident.link_tier)
        AND resident.household_number IS NOT NULL
        AND (
            left(resident.id_text, 6) = left(asked.id_text, 6)
            OR right(resident.id_text, 4) = right(asked.id_text, 4)
            OR substr(resident.id_text, 7, 8) = substr(asked.id_text, 7, 8)
        )
),

died AS (
    SELECT
        person_id,
        min(died_on) AS died_on
    FROM resolved.death
    WHERE is_firm(link_tier)
    GROUP BY person_id
),

living AS (
    SELECT
        home.item_no,
        bool_or(home.is_tied) AS is_tied,
        list(DISTINCT member.record_id ORDER BY member.record_id) AS records
    FROM home
    INNER JOIN asked ON home.item_no = asked.item_no
    INNER JOIN resolved.resident AS member
        ON
            home.household_number = member.household_number
            AND home.record_id != member.record_id
    LEFT JOIN died
        ON member.person_id = died.person_id AND is_firm(member.link_tier)
    WHERE
        NOT coalesce(
            member.person_id = asked.subject_id AND is_firm(member.link_tier), FALSE
        )
        AND member.status = '正常'
        AND (member.valid_to IS NULL OR member.valid_to >= asked.act_on)
        AND (died.died_on IS NULL OR died.died_on > asked.act_on)
    GROUP BY home.item_no
),

known AS (
    SELECT DISTINCT item_no
    FROM home
)

SELECT
    asked.item_no,
    CASE
        WHEN living.is_tied AND asked.granularity = '户' THEN 'explained'
        ELSE 'cannot_decide'
    END AS verdict,
    coalesce(living.records, []) AS evidence
FROM asked
LEFT JOIN known ON asked.item_no = known.item_no
LEFT JOIN living ON asked.item_no = living.item_no
WHERE living.item_no IS NOT NULL OR known.item_no IS NULL
