-- One row for each person and approval: whose accounts may be looked into, and when.
-- A name that is not tied firmly to one person approves nobody; nor does a row that
-- lacks organ, document or first day.
SELECT
    person_id,
    approved_from AS valid_from,
    approved_to AS valid_to,
    max(link_tier) AS tier,
    min(link_milli) AS link_milli,
    list(record_id ORDER BY record_id) AS records
FROM resolved.account_approval
WHERE
    is_firm(link_tier)
    AND trim(authority) != ''
    AND trim(document_number) != ''
    AND approved_from IS NOT NULL
GROUP BY person_id, approved_from, approved_to
