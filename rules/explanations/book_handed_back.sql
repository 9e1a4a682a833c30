-- The rest of a book is missing up to its end; of whole books only the register tells.
SELECT
    item_no,
    CASE facts['book'] WHEN 'rest' THEN 'explained' ELSE 'cannot_decide' END AS verdict,
    [act] AS evidence
FROM item
WHERE facts['book'] IS NOT NULL
