-- The payee is a home that keeps people: it collects for those in its care.
SELECT
    item_no,
    'explained' AS verdict,
    [act] AS evidence
FROM item
WHERE
    regexp_matches(
        coalesce(facts['payee_name'], ''),
        '(福利院|敬老院|养老院|福利中心|供养服务|托养中心|精神病医院|康复医院)'
    )
