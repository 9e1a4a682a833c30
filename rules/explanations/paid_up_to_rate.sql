-- All parts together do not exceed what the premium is due.
SELECT
    item_no,
    'explained' AS verdict,
    [act] AS evidence
FROM item
WHERE
    cast(facts['parts_fen'] AS BIGINT)
    <= cast(facts['due_fen'] AS BIGINT) + cast(facts['spare_fen'] AS BIGINT)
