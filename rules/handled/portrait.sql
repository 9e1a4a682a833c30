-- Sex and year of birth of each subject with an act in question, from all of its acts.
SELECT
    every_act.subject,
    coalesce(
        CASE cast(max(substr(every_act.id_number, 17, 1)) AS INTEGER) % 2
            WHEN 1 THEN '男' WHEN 0 THEN '女'
        END,
        max(every_act.sex)
    ) AS sex,
    coalesce(
        cast(max(substr(every_act.id_number, 7, 4)) AS INTEGER),
        max(every_act.birth_year)
    ) AS birth_year
FROM every_act
WHERE every_act.subject IN (SELECT act.subject FROM act)
GROUP BY every_act.subject
