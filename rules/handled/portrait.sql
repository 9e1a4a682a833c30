-- Sex and year of birth of each subject, from all of its acts.
SELECT
    subject,
    row_number() OVER (ORDER BY subject) AS subject_no,
    coalesce(
        CASE cast(max(substr(id_number, 17, 1)) AS INTEGER) % 2
            WHEN 1 THEN '男' WHEN 0 THEN '女'
        END,
        max(sex)
    ) AS sex,
    coalesce(cast(max(substr(id_number, 7, 4)) AS INTEGER), max(birth_year))
        AS birth_year
FROM act
GROUP BY subject
