-- Acts that the office's own register of exemptions covers wholly: a document by which
-- the rule does not hold for the person, household, organisation or project. An entry
-- that nobody approved, or that names somebody who is not surely known, covers nothing.
WITH entry AS (
    SELECT
        register.record_id,
        register.organisation_id,
        register.project_code,
        register.project_name,
        register.valid_from,
        register.valid_to,
        register.subject_kind = '项目' AS is_project,
        CASE WHEN is_firm(register.link_tier) THEN register.person_id END AS person_id,
        concat(
            '依据', register.document_number,
            '《' || register.document_title || '》', '登记为不适用本规则'
        ) AS words
    FROM resolved.exemption_register AS register
    CROSS JOIN ruling
    WHERE
        upper(trim(register.rule_code)) = ruling.rule
        AND register.approved_by IS NOT NULL
        AND register.document_number IS NOT NULL
),

asked AS (
    SELECT
        item_no,
        subject_kind,
        subject_id,
        split_part(matter, '/', 2) AS project,
        coalesce(period_from, act_on) AS first_day,
        coalesce(period_to, period_from, act_on) AS last_day
    FROM item
)

SELECT
    asked.item_no,
    min(entry.words) AS exempted_by,
    list(DISTINCT entry.record_id ORDER BY entry.record_id) AS records
FROM asked
INNER JOIN entry
    ON
        lies_in(asked.first_day, asked.last_day, entry.valid_from, entry.valid_to)
        AND CASE
            WHEN entry.is_project
                THEN
                    asked.subject_id = entry.project_code
                    OR asked.project = entry.project_name
            WHEN asked.subject_kind IN ('person', 'official', 'household')
                THEN
                    asked.subject_id = entry.person_id
                    AND coalesce(asked.project = entry.project_name, TRUE)
            ELSE asked.subject_id = entry.organisation_id
        END
GROUP BY asked.item_no
