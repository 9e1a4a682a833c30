-- Out on parole, probation, bail or under supervision by then. Of several versions of
-- one spell the last delivered counts; a weak tie leaves it open.
WITH latest AS (
    SELECT *
    FROM
        spell(
            'resolved.custody',
            person_id,
            started_on,
            coalesce(released_on, ended_on)
        )
    WHERE is_tied(link_tier) AND started_on IS NOT NULL
)

SELECT
    item.item_no,
    CASE WHEN is_firm(latest.link_tier) THEN 'explained' ELSE 'untestable' END
        AS verdict,
    [latest.record_id] AS evidence
FROM item
INNER JOIN latest ON item.subject_id = latest.person_id
WHERE
    item.facts['registry'] = 'custody'
    AND latest.exec_mode IN ('缓刑', '管制', '假释', '暂予监外执行', '取保候审')
    AND latest.started_on <= last_day(item.period_from)
    AND coalesce(latest.maybe_to >= item.period_from, TRUE)
