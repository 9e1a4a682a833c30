-- Whoever went out on an official passport was sent.
SELECT
    item_no,
    'explained' AS verdict,
    evidence_for AS evidence
FROM item
WHERE facts['document_kind'] = '因公护照'
