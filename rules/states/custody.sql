-- One row for each spell behind bars: prison, or a detention house in its place.
-- Probation, parole, control and community correction are no custody. An open end
-- means that no release is known. The register's own last day stands as the version's
-- end, too; of several versions of one spell the last delivered counts.
WITH latest AS (
    SELECT *
    FROM resolved.custody
    WHERE
        is_tied(link_tier)
        AND started_on IS NOT NULL
        AND (valid_to IS NULL OR valid_to IS NOT DISTINCT FROM ended_on)
    QUALIFY row_number() OVER (
        PARTITION BY person_id, started_on
        ORDER BY delivered_on DESC NULLS LAST, record_id DESC
    ) = 1
)

SELECT
    person_id,
    started_on,
    coalesce(released_on, ended_on) AS ended_on,
    exec_mode,
    kind,
    link_tier AS tier,
    link_milli,
    [record_id] AS records
FROM latest
WHERE exec_mode IN ('监狱执行', '看守所代为执行')
