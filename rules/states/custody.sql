-- One row for each spell behind bars: prison, or a detention house in its place.
-- Probation, parole, control and community correction are no custody. An open end
-- means that no release is known. Of several versions of one spell the last delivered
-- counts. Of who went from the register before the term was over, `ended_on` is the
-- last register that had the person; until `maybe_to` nobody knows. `is_unclear` where
-- the register does not say how the term was served: then nobody knows whether it was
-- behind bars.
SELECT
    person_id,
    started_on,
    held_to AS ended_on,
    maybe_to,
    exec_mode,
    kind,
    exec_mode IS NULL AS is_unclear,
    link_tier AS tier,
    link_milli,
    versions AS records
FROM
    spell(
        'resolved.custody', person_id, started_on, coalesce(released_on, ended_on)
    )
WHERE
    is_tied(link_tier)
    AND started_on IS NOT NULL
    AND (
        exec_mode IN ('监狱执行', '看守所代为执行')
        OR (exec_mode IS NULL AND coalesce(kind, '') NOT IN ('社区矫正', '戒毒'))
    )
