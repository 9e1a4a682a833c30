-- One row for each person's place in the first list of migrants, and in the first
-- register of residents, that had the person: whoever stays unchanged in later ones
-- keeps it, so that all are counted in one list.
SELECT
    '移民名册' AS register,
    person_id,
    source_file,
    source_sheet,
    source_row
FROM resolved.migrant
WHERE is_firm(link_tier)
QUALIFY
    row_number() OVER (
        PARTITION BY person_id
        ORDER BY delivered_on ASC NULLS FIRST, record_id ASC
    ) = 1
UNION ALL BY NAME
SELECT
    '户籍' AS register,
    person_id,
    source_file,
    source_sheet,
    source_row
FROM resolved.resident
WHERE is_firm(link_tier)
QUALIFY
    row_number() OVER (
        PARTITION BY person_id
        ORDER BY delivered_on ASC NULLS FIRST, record_id ASC
    ) = 1
