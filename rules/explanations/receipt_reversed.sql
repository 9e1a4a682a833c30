-- A reversing receipt of the same payer, item and sum was issued.
SELECT
    item_no,
    'explained' AS verdict,
    [facts['reversal']] AS evidence
FROM item
WHERE facts['reversal'] IS NOT NULL
