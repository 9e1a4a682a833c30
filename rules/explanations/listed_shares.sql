-- A mere holder of shares of a listed company.
SELECT
    item_no,
    'explained' AS verdict,
    [] AS evidence
FROM item
WHERE
    facts['roles'] = '股东'
    AND regexp_matches(facts['company_kind'], '上市')
