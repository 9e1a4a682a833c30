-- What is still paid fills the pension up to what was paid before it. Where the data
-- show no month before it, that must be asked.
WITH sum AS (
    SELECT
        item_no,
        act,
        amount_fen,
        cast(facts['pension_fen'] AS BIGINT) AS pension_fen,
        cast(facts['full_fen'] AS BIGINT) AS full_fen,
        cast(facts['topping_fen'] AS BIGINT) AS topping_fen
    FROM item
    WHERE facts['pension_fen'] IS NOT NULL
)

SELECT
    item_no,
    CASE WHEN full_fen IS NULL THEN 'untestable' ELSE 'explained' END AS verdict,
    [act] AS evidence
FROM sum
WHERE
    full_fen IS NULL
    OR amount_fen <= greatest(full_fen - pension_fen, 0) + topping_fen
