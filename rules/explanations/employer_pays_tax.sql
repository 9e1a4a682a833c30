-- The unit paid taxes for a time in which it had enrolled the person.
SELECT
    item.item_no,
    'explained' AS verdict,
    list(DISTINCT tax.record_id ORDER BY tax.record_id) AS evidence
FROM item
INNER JOIN resolved.tax_payment AS tax
    ON item.subject_id = coalesce(tax.organisation_id, tax.credit_code)
WHERE
    tax.amount_fen > 0
    AND coalesce(tax.paid_for_to, last_day(tax.paid_for)) >= item.act_on
    AND tax.paid_for <= item.event_on + 365
GROUP BY item.item_no
