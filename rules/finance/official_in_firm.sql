-- One row for each public employee and firm in which the employee leads, owns or
-- manages anything while in post.
WITH serving AS (
    SELECT *
    FROM state.official
    WHERE identity IN ('公务员', '参公', '事业在编', '国企管理人员')
),

joined AS (
    SELECT
        person_id,
        min(joined_on) AS joined_on
    FROM resolved.staff_payroll
    WHERE is_firm(link_tier)
    GROUP BY person_id
),

held AS (
    SELECT
        serving.person_id,
        serving.unit_name,
        serving.identity,
        serving.appointed_on,
        serving.removed_on,
        serving.tier AS post_tier,
        serving.link_milli AS post_milli,
        serving.records AS post_records,
        role.firm_id,
        role.company_kind,
        role.roles,
        role.share_ppm,
        role.valid_from,
        role.valid_to,
        role.tier AS role_tier,
        role.link_milli AS role_milli,
        role.records AS role_records
    FROM serving
    INNER JOIN state.company_role AS role ON serving.person_id = role.person_id
    WHERE
        regexp_matches(role.roles, '法定代表人|经营者|股东|执行董事|经理|合伙人')
        AND meets(
            serving.appointed_on, serving.removed_on, role.valid_from, role.valid_to
        )
        AND coalesce(role.valid_to > serving.appointed_on + $handover_days, TRUE)
        AND NOT is_chained(serving.tier, role.tier)
    QUALIFY
        row_number() OVER (
            PARTITION BY serving.person_id, role.firm_id
            ORDER BY
                serving.tier ASC,
                serving.removed_on DESC NULLS FIRST,
                serving.appointed_on DESC NULLS LAST,
                serving.unit_id ASC,
                role.valid_to DESC NULLS FIRST
        ) = 1
)

SELECT
    'official' AS subject_kind,
    held.person_id AS subject_id,
    'registry/任职经商' AS matter,
    coalesce(firm.record_id, held.firm_id) AS act,
    CASE
        WHEN
            regexp_matches(held.roles, '法定代表人|经营者|执行董事|经理|合伙人')
            THEN '任职经营'
        ELSE '出资持股'
    END AS variant,
    greatest(held.appointed_on, held.valid_from) AS act_on,
    held.appointed_on AS event_on,
    greatest(held.appointed_on, held.valid_from) AS period_from,
    least(held.removed_on, held.valid_to) AS period_to,
    NULL AS amount_fen,
    greatest(held.post_tier, held.role_tier) AS tier,
    least(held.post_milli, held.role_milli) AS link_milli,
    held.role_records || held.post_records AS evidence_for,
    CASE WHEN firm.is_revoked THEN '企业吊销日期' END AS missing,
    MAP {
        'company_kind': coalesce(held.company_kind, ''),
        'roles': held.roles,
        'role_from': cast(held.valid_from AS VARCHAR),
        'joined_on': cast(joined.joined_on AS VARCHAR)
    } AS facts,
    handled(NULL, NULL, NULL, NULL, held.unit_name) AS chain,
    CASE
        WHEN
            held.share_ppm <= $small_share_ppm
            AND NOT regexp_matches(held.roles, '法定代表人|经营者|执行董事|经理|合伙人')
            THEN 'S4'
        WHEN held.identity IN ('公务员', '参公') THEN 'S2'
        ELSE 'S3'
    END AS severity
FROM held
LEFT JOIN state.firm AS firm ON held.firm_id = firm.firm_id
LEFT JOIN joined ON held.person_id = joined.person_id
