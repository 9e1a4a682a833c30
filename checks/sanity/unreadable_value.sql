-- Cells that could not be read or cannot be true, with the code points of what no
-- program can show, as proof for whoever exported them. Code points only of lost
-- characters: a cell may hold what belongs in another column.
SELECT
    quarantine.dataset,
    NULL AS supplier,
    quarantine.delivery,
    quarantine.record_id,
    nullif(quarantine.column_name, '') AS column_name,
    quarantine.check_name AS variant,
    '（含字符 '
    || format(
        'U+{:04X}',
        unicode(nullif(regexp_extract(
            quarantine.value, '[\x{0000}-\x{0008}\x{FFFD}\x{E000}-\x{F8FF}]'
        ), ''))
    ) || '）' AS detail
FROM quarantine
WHERE quarantine.check_name IN ('readable', 'range', 'whole_row')
UNION ALL
SELECT
    dataset,
    supplier,
    delivery,
    record_id,
    name_column AS column_name,
    'lost_character' AS variant,
    format(
        'U+{:04X}',
        unicode(regexp_extract(person_name, '[?？□\x{FFFD}\x{E000}-\x{F8FF}]'))
    ) AS detail
FROM mention
WHERE regexp_matches(person_name, '[?？□\x{FFFD}\x{E000}-\x{F8FF}]')
