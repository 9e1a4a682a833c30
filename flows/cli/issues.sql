-- The data issues, the most urgent and largest first.
WITH ranked AS (
    SELECT
        issue.*,
        CASE issue.severity WHEN 'fault' THEN 1 WHEN 'doubt' THEN 2 ELSE 3 END
            AS rank,
        -issue.records AS fewest
    FROM quality.issue AS issue
)

SELECT
    ranked.issue_id,
    ranked.check_id,
    ranked.title,
    ranked.severity,
    ranked.dataset,
    ranked.supplier,
    ranked.delivery,
    ranked.column_name,
    ranked.heading,
    ranked.variant,
    ranked.records,
    ranked.sentence,
    ranked.remedy,
    ranked.samples,
    CASE ranked.rank WHEN 1 THEN '须更正' WHEN 2 THEN '请核对' ELSE '供参考' END
        AS severity_text,
    array_to_string([
        concat(pointer.file, ' ', pointer.sheet, ' 第 ', pointer.row, ' 行')
        FOR pointer IN ranked.samples
    ], '；') AS place_text
FROM ranked
WHERE
    ($check_id = '' OR ranked.check_id = $check_id)
    AND ($supplier = '' OR ranked.supplier = $supplier)
ORDER BY ranked.rank, ranked.fewest, ranked.issue_id
