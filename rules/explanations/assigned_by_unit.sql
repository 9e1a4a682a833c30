-- The firm is the state's or a collective's: whoever serves in it may be sent there.
SELECT
    item_no,
    'explained' AS verdict,
    [] AS evidence
FROM item
WHERE regexp_matches(facts['company_kind'], '国有|全民|集体所有|社会团体|事业')
