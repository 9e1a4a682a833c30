-- Near kin, by the registered household, of somebody in the migrant register when
-- the class began. Where one of the rows is not firmly tied to a person and only
-- its name fits, this cannot be decided.
WITH near (relation, kin_relation) AS (
    VALUES
    ('户主', '配偶'), ('户主', '子'), ('户主', '女'), ('户主', '父母'),
    ('配偶', '户主'), ('配偶', '子'), ('配偶', '女'),
    ('子', '户主'), ('子', '配偶'), ('女', '户主'), ('女', '配偶'),
    ('父母', '户主'), ('父母', '父母'),
    ('孙辈', '子'), ('孙辈', '女'), ('子', '孙辈'), ('女', '孙辈')
),

asked AS (
    SELECT
        item_no,
        subject_id,
        act_on,
        facts['name_key'] AS name_key,
        facts['id_text'] AS id_text
    FROM item
),

home AS (
    SELECT
        asked.item_no,
        asked.act_on,
        resident.record_id,
        resident.household_number,
        resident.relation_to_head,
        is_firm(resident.link_tier) AS is_tied
    FROM asked
    INNER JOIN resolved.resident AS resident
        ON asked.subject_id = resident.person_id AND is_tied(resident.link_tier)
    UNION ALL
    SELECT
        asked.item_no,
        asked.act_on,
        resident.record_id,
        resident.household_number,
        resident.relation_to_head,
        FALSE AS is_tied
    FROM asked
    INNER JOIN resolved.resident AS resident
        ON asked.name_key = resident.name_key
    WHERE
        NOT is_firm(resident.link_tier)
        AND (
            left(resident.id_text, 6) = left(asked.id_text, 6)
            OR right(resident.id_text, 4) = right(asked.id_text, 4)
            OR substr(resident.id_text, 7, 8) = substr(asked.id_text, 7, 8)
        )
),

kin AS (
    SELECT
        home.item_no,
        home.act_on,
        home.is_tied,
        member.record_id,
        member.person_id,
        member.name_key,
        member.link_tier
    FROM home
    INNER JOIN resolved.resident AS member
        ON
            home.household_number = member.household_number
            AND home.record_id != member.record_id
    INNER JOIN near
        ON
            home.relation_to_head = near.relation
            AND member.relation_to_head = near.kin_relation
),

migrant AS (
    SELECT
        record_id,
        person_id,
        name_key,
        link_tier,
        coalesce(valid_from, DATE '1900-01-01') AS valid_from,
        coalesce(valid_to, DATE '9999-12-31') AS valid_to
    FROM resolved.migrant
),

related AS (
    SELECT
        kin.item_no,
        kin.is_tied
        AND is_firm(kin.link_tier) AND is_firm(migrant.link_tier) AS is_tied,
        kin.record_id AS kin_record,
        migrant.record_id AS migrant_record
    FROM kin
    INNER JOIN migrant ON kin.person_id = migrant.person_id
    WHERE
        kin.act_on BETWEEN migrant.valid_from AND migrant.valid_to
        AND is_tied(kin.link_tier) AND is_tied(migrant.link_tier)
    UNION ALL
    SELECT
        kin.item_no,
        FALSE AS is_tied,
        kin.record_id AS kin_record,
        migrant.record_id AS migrant_record
    FROM kin
    INNER JOIN migrant ON kin.name_key = migrant.name_key
    WHERE
        kin.act_on BETWEEN migrant.valid_from AND migrant.valid_to
        AND NOT (is_firm(kin.link_tier) AND is_firm(migrant.link_tier))
)

SELECT
    item_no,
    CASE WHEN bool_or(is_tied) THEN 'explained' ELSE 'cannot_decide' END AS verdict,
    list_sort(list_distinct(list(kin_record) || list(migrant_record))) AS evidence
FROM related
GROUP BY item_no
