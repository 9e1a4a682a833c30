-- One row for each aid for pupils and each time at a school of its recipient: whether
-- it meets the time that the aid is for, and the day on which that was paid.
WITH entry AS (
    -- Of each entry at a school the newest state; what a later list left out stays.
    SELECT
        record_id,
        person_id,
        link_tier,
        link_milli,
        school,
        stage,
        status,
        enrolled_on,
        CASE
            WHEN left_on IS NOT NULL THEN left_on
            WHEN status = '休学' THEN changed_on
            WHEN
                valid_to IS NOT NULL
                AND coalesce(status, '在籍') = '在籍'
                THEN valid_to
        END AS until_on,
        coalesce(status, '在籍') != '在籍'
        AND left_on IS NULL
        AND (status != '休学' OR changed_on IS NULL) AS is_undated
    FROM resolved.student
    WHERE is_tied(link_tier) AND coalesce(study_form, '全日制') = '全日制'
    QUALIFY row_number() OVER (
        PARTITION BY student_number, person_id
        ORDER BY
            valid_to IS NULL OR valid_to IS NOT DISTINCT FROM left_on DESC,
            valid_to DESC,
            record_id ASC
    ) = 1
)

SELECT
    paid.record_id,
    paid.paid_for,
    paid.ends_on,
    paid.stages,
    entry.record_id AS entry_record,
    entry.link_tier AS tier,
    entry.link_milli,
    entry.school,
    entry.stage,
    entry.status,
    entry.enrolled_on,
    entry.until_on,
    entry.is_undated,
    meets(entry.enrolled_on, entry.until_on, paid.paid_for, paid.ends_on)
    AND NOT entry.is_undated AS is_then,
    meets(
        entry.enrolled_on,
        entry.until_on,
        greatest(paid.paid_for, paid.on_day),
        greatest(paid.ends_on, paid.on_day)
    ) AND NOT entry.is_undated AS is_when_paid
FROM state.education_aid AS paid
INNER JOIN entry ON paid.person_id = entry.person_id
WHERE NOT is_chained(paid.link_tier, entry.link_tier)
