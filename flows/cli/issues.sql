-- The data issues, the most urgent and largest first.
SELECT
    issue_id,
    check_id,
    title,
    severity,
    dataset,
    supplier,
    delivery,
    column_name,
    heading,
    variant,
    records,
    sentence,
    remedy,
    samples,
    CASE severity
        WHEN 'fault' THEN '须更正' WHEN 'doubt' THEN '请核对' ELSE '供参考'
    END AS severity_text,
    array_to_string(
        list_transform(
            samples, lambda s: concat(s.file, ' ', s.sheet, ' 第 ', s.row, ' 行')
        ),
        '；'
    ) AS place_text
FROM quality.issue
WHERE
    ($check_id = '' OR check_id = $check_id)
    AND ($supplier = '' OR supplier = $supplier)
ORDER BY
    CASE severity WHEN 'fault' THEN 1 WHEN 'doubt' THEN 2 ELSE 3 END,
    records DESC, issue_id
