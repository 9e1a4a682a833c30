-- The couple had divorced before the act and not married again by then. An entry that
-- names both is theirs where one of them is firmly tied, be the other's number damaged.
WITH couple AS (
    SELECT
        item_no,
        act_on,
        subject_id AS person_id,
        facts['spouse_id'] AS spouse_id
    FROM item
    UNION ALL
    SELECT
        item_no,
        act_on,
        facts['spouse_id'] AS person_id,
        subject_id AS spouse_id
    FROM item
),

registered AS (
    SELECT
        couple.item_no,
        marriage.kind,
        marriage.record_id,
        (is_firm(marriage.link_tier) AND is_tied(marriage.spouse_link_tier))
        OR (is_tied(marriage.link_tier) AND is_firm(marriage.spouse_link_tier))
            AS is_sure
    FROM couple
    INNER JOIN resolved.marriage
        ON
            couple.person_id = marriage.person_id
            AND couple.spouse_id = marriage.spouse_person_id
    WHERE
        marriage.kind IN ('结婚', '离婚') AND marriage.registered_on <= couple.act_on
    QUALIFY row_number() OVER (
        PARTITION BY couple.item_no
        ORDER BY marriage.registered_on DESC, marriage.record_id DESC
    ) = 1
)

SELECT
    item_no,
    CASE WHEN is_sure THEN 'explained' ELSE 'untestable' END AS verdict,
    [record_id] AS evidence
FROM registered
WHERE kind = '离婚'
