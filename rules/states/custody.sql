-- One row for each spell behind bars: prison, or a detention house in its place.
-- Probation, parole, control and community correction are no custody. An open end
-- means that no release is known.
SELECT
    person_id,
    started_on,
    coalesce(released_on, ended_on) AS ended_on,
    max(exec_mode) AS exec_mode,
    max(link_tier) AS tier,
    min(link_milli) AS link_milli,
    list(record_id ORDER BY record_id) AS records
FROM resolved.custody
WHERE
    is_tied(link_tier)
    AND started_on IS NOT NULL
    AND exec_mode IN ('监狱执行', '看守所代为执行')
    AND valid_to IS NULL
GROUP BY person_id, started_on, coalesce(released_on, ended_on)
