-- What the unit pays is but a part of the pension: an allowance that the insurance
-- leaves to the unit.
SELECT
    item_no,
    'explained' AS verdict,
    [act] AS evidence
FROM item
WHERE
    cast(facts['paid_fen'] AS BIGINT) * 1000000
    <= cast(facts['pension_fen'] AS BIGINT)
    * cast(facts['allowance_ppm'] AS BIGINT)
