-- Deaths after which the person was there in person (certified face to face, an
-- in-patient stay), or after which a card or an account was merely used.
WITH shown AS (
    SELECT
        died.supplier,
        died.delivery,
        died.record_id,
        bool_or(
            presence.way IN ('人脸识别', '柜台', '入户', '视频', '住院', '生育')
        ) AS is_in_person
    FROM resolved.death AS died
    INNER JOIN presence
        ON died.person_id = presence.person_id AND died.died_on < presence.present_on
    WHERE
        died.link_tier IN ('T1', 'T2', 'T3')
        AND presence.link_tier IN ('T1', 'T2', 'T3')
        AND coalesce(presence.result, '通过') = '通过'
    GROUP BY died.supplier, died.delivery, died.record_id
)

SELECT
    'registry/death' AS dataset,
    supplier,
    delivery,
    record_id,
    'died_on' AS column_name,
    CASE WHEN is_in_person THEN 'in_person' ELSE 'use_only' END AS variant,
    NULL AS detail
FROM shown
