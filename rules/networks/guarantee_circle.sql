-- Who stood for whom in start-up loans, both firmly tied; groups that vouch for each
-- other by design are left out.
SELECT
    record_id,
    guarantor_id,
    borrower_id,
    held_from,
    held_to,
    is_overdue
FROM state.loan_guarantee
WHERE
    loan_kind = '创业担保贷款'
    AND coalesce(guarantee_kind, '自然人保证') != '联保'
    AND is_firm(tier)
    AND is_firm(borrower_tier)
    AND guarantor_id != borrower_id
ORDER BY record_id
