-- The findings gathered into issues: one for each check, delivery, column and kind.
WITH placed AS (
    SELECT
        pointed.record_id,
        pointed.supplier,
        pointed.delivery,
        struct_pack(
            dataset := pointed.dataset,
            file := pointed.source_file,
            sheet := pointed.source_sheet,
            row := pointed.source_row,
            delivery := pointed.delivery,
            record_id := pointed.record_id
        ) AS pointer
    FROM pointed
    UNION ALL
    SELECT
        quarantine.record_id,
        NULL AS supplier,
        quarantine.delivery,
        min(struct_pack(
            dataset := quarantine.dataset,
            file := quarantine.source_file,
            sheet := quarantine.source_sheet,
            row := quarantine.source_row,
            delivery := quarantine.delivery,
            record_id := quarantine.record_id
        )) AS pointer
    FROM quarantine
    GROUP BY quarantine.record_id, quarantine.delivery
),

named AS (
    SELECT
        dataset,
        delivery,
        min(supplier) AS supplier,
        min(delivery_name) AS delivery_name
    FROM part
    GROUP BY dataset, delivery
),

told AS (
    SELECT
        finding.dataset,
        finding.variant,
        finding.record_id,
        placed.pointer,
        coalesce(finding.column_name, '') AS column_name,
        coalesce(finding.detail, '') AS detail,
        coalesce(finding.supplier, placed.supplier, named.supplier, '') AS supplier,
        coalesce(named.delivery_name, finding.delivery, '') AS delivery
    FROM finding
    LEFT JOIN placed ON finding.record_id = placed.record_id
    LEFT JOIN named
        ON
            finding.dataset = named.dataset
            AND coalesce(finding.delivery, placed.delivery) = named.delivery
),

gathered AS (
    SELECT
        dataset,
        supplier,
        delivery,
        column_name,
        variant,
        detail,
        cast(count(DISTINCT record_id) AS INTEGER) AS records,
        list_slice(
            list(pointer ORDER BY sha256(record_id), pointer)
            FILTER (WHERE pointer IS NOT NULL),
            1, 5
        ) AS samples
    FROM told
    GROUP BY ALL
)

SELECT
    gathered.dataset,
    gathered.supplier,
    gathered.delivery,
    gathered.column_name,
    gathered.variant,
    gathered.records,
    variant.title,
    variant.severity,
    coalesce(heading.heading, '') AS heading,
    $check_id || '-' || left(sha256(concat_ws(
        chr(31), $check_id, gathered.dataset, gathered.supplier, gathered.delivery,
        gathered.column_name, gathered.variant, gathered.detail
    )), 10) AS issue_id,
    coalesce(gathered.samples, []) AS samples,
    replace(replace(replace(
        variant.sentence, '{count}', cast(gathered.records AS VARCHAR)
    ), '{heading}', coalesce(heading.heading, '')), '{detail}', gathered.detail)
        AS sentence,
    variant.remedy,
    cast($check_id AS VARCHAR) AS check_id
FROM gathered
INNER JOIN variant ON gathered.variant = variant.variant
LEFT JOIN heading
    ON
        gathered.dataset = heading.dataset
        AND gathered.column_name = heading.column_name
