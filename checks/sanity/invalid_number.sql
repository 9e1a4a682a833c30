-- Numbers that cannot be anybody's: check digit, birth date, province, masked.
WITH judged AS (
    SELECT
        *,
        CASE
            WHEN
                id_kind IN ('bad_check_digit', 'bad_date', 'masked', 'other')
                THEN id_kind
            WHEN
                id_kind IN ('valid', 'valid15', 'disability')
                AND NOT regexp_matches(
                    id_text,
                    '^(1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])'
                )
                THEN 'bad_region'
        END AS variant
    FROM mention
)

SELECT
    dataset,
    supplier,
    delivery,
    record_id,
    column_name,
    variant,
    NULL AS detail
FROM judged
WHERE variant IS NOT NULL
