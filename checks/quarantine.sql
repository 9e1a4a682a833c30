-- One line for each row set aside and each check that it broke.
SELECT
    record_id,
    dataset,
    source_file,
    source_sheet,
    source_row,
    delivery,
    column_name,
    heading,
    check_name,
    reason,
    value
FROM quarantine
ORDER BY record_id, column_name, check_name
