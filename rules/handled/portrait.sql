-- Sex and year of birth of each subject with an act in question, from all of its acts.
SELECT
    subject,
    row_number() OVER () AS subject_no,
    coalesce(
        CASE cast(max(substr(id_number, 17, 1)) AS INTEGER) % 2
            WHEN 1 THEN '男' WHEN 0 THEN '女'
        END,
        max(sex)
    ) AS sex,
    coalesce(cast(max(substr(id_number, 7, 4)) AS INTEGER), max(birth_year))
        AS birth_year
FROM portrayed_act
GROUP BY subject
