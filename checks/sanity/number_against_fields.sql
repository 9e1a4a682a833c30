-- A stated sex or birth date that is not the one in the number.
WITH parted AS (
    SELECT
        *,
        CASE id_kind
            WHEN 'valid15' THEN right(id_text, 1)
            ELSE substr(id_text, 17, 1)
        END IN ('1', '3', '5', '7', '9') AS is_odd,
        CASE id_kind
            WHEN 'valid15' THEN '19' || substr(id_text, 7, 6)
            ELSE substr(id_text, 7, 8)
        END AS birth_text
    FROM mention
    WHERE id_kind IN ('valid', 'valid15', 'disability')
)

SELECT
    dataset,
    supplier,
    delivery,
    record_id,
    'sex' AS column_name,
    'sex' AS variant,
    NULL AS detail
FROM parted
WHERE sex IN ('男', '女') AND (sex = '男') != is_odd
UNION ALL
SELECT
    dataset,
    supplier,
    delivery,
    record_id,
    'birth_on' AS column_name,
    'birth' AS variant,
    NULL AS detail
FROM parted
WHERE birth_on IS NOT NULL AND strftime(birth_on, '%Y%m%d') != birth_text
