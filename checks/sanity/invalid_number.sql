-- Numbers that cannot be anybody's: check digit, birth date, province, masked.
SELECT
    mention.dataset,
    mention.supplier,
    mention.delivery,
    mention.record_id,
    mention.column_name,
    judged.variant,
    NULL AS detail
FROM mention
CROSS JOIN LATERAL (
    SELECT
        CASE
            WHEN
                mention.id_kind IN ('bad_check_digit', 'bad_date', 'masked', 'other')
                THEN mention.id_kind
            WHEN
                mention.id_kind IN ('valid', 'valid15', 'disability')
                AND NOT regexp_matches(
                    mention.id_text,
                    '^(1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])'
                )
                THEN 'bad_region'
        END AS variant
) AS judged
WHERE judged.variant IS NOT NULL
