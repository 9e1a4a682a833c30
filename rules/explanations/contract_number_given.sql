-- What stands as the note's number is the number of a contract of the register.
SELECT
    item.item_no,
    'explained' AS verdict,
    list(DISTINCT contract.record_id ORDER BY contract.record_id) AS evidence
FROM item
INNER JOIN resolved.loan_contract AS contract
    ON
        item.facts['note_key']
        = regexp_replace(upper(contract.contract_number), '[^0-9A-Z]', '', 'g')
WHERE item.variant = '无对应借据'
GROUP BY item.item_no
