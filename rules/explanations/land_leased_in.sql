-- The area on lease covers what goes beyond the confirmed one: proven by the number of
-- the contract, or only stated.
SELECT
    item_no,
    CASE facts['leased']
        WHEN 'proven' THEN 'explained' ELSE 'untestable'
    END AS verdict,
    [] AS evidence
FROM item
WHERE facts['leased'] IN ('proven', 'stated')
