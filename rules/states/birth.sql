-- One row for each registered person: the birth date of the register of residents, and
-- whether the number says another one. Of several rows the one in force counts.
SELECT
    person_id,
    min(birth_on) AS birth_on,
    coalesce(
        count(DISTINCT birth_on) > 1
        OR bool_or(
            try_strptime(substr(id_text, 7, 8), '%Y%m%d') IS DISTINCT FROM birth_on
        ),
        FALSE
    ) AS is_disputed,
    max(link_tier) AS tier,
    min(link_milli) AS link_milli,
    list(record_id ORDER BY record_id) AS records
FROM resolved.resident
WHERE is_tied(link_tier) AND valid_to IS NULL AND birth_on IS NOT NULL
GROUP BY person_id
