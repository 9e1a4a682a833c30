-- One row for each contract for works, or for their design or supervision, that was not
-- tendered and whose parts of one name and owner, begun within some days, exceed the
-- tender threshold together, each staying below it.
WITH project AS (
    SELECT
        project_number,
        max(procurement_method) AS procurement_method,
        year(max(budget_for)) AS budget_year
    FROM state.purchase_project
    GROUP BY project_number
),

latest AS (
    SELECT
        *,
        -- What stands for parts, stretches, groups and phases, and what is in brackets.
        regexp_replace(
            regexp_replace(
                regexp_replace(
                    coalesce(contract_name, ''), '[（(][^）)]*[）)]', '', 'g'
                ),
                '第?[0-9０-９一二三四五六七八九十A-Ga-g甲乙丙丁]+[期标段包批组号]+段?', '', 'g'
            ),
            '[东西南北中上下]段|[-—－#＃0-9\s]+$', '', 'g'
        ) AS plain
    FROM resolved.contract
    QUALIFY
        row_number() OVER (
            PARTITION BY contract_number
            ORDER BY delivered_on DESC NULLS LAST, record_id DESC
        ) = 1
),

works AS (
    SELECT
        latest.*,
        project.budget_year,
        coalesce(
            latest.purchaser_organisation_id, latest.purchaser_credit_code,
            latest.purchaser_name
        ) AS owner,
        coalesce(latest.starts_on, latest.signed_on) AS day,
        CASE
            WHEN regexp_matches(latest.plain, '监理|勘察|设计') THEN '服务'
            ELSE '施工'
        END AS work_kind,
        regexp_matches(latest.contract_name, '应急|抢险|救灾|抢修|涉密')
            AS is_emergency
    FROM latest
    LEFT JOIN project ON latest.project_number = project.project_number
    WHERE
        latest.plain != ''
        AND (
            latest.category_code LIKE 'B%'
            OR regexp_matches(latest.plain, '工程.*(监理|勘察|设计)')
        )
        AND coalesce(latest.procurement_method, project.procurement_method, '')
        NOT IN ('公开招标', '邀请招标')
),

part AS (
    SELECT
        works.*,
        threshold.limit_fen
    FROM works
    LEFT JOIN policy.tender_thresholds AS threshold
        ON
            works.work_kind = threshold.work_kind
            AND holds(threshold.valid_from, threshold.valid_to, works.signed_on)
    WHERE coalesce(works.amount_fen < threshold.limit_fen, TRUE)
),

near AS (
    -- What was begun in the days before each contract, itself included.
    SELECT
        latest.record_id AS latest_record,
        latest.limit_fen,
        earlier.record_id,
        earlier.amount_fen,
        earlier.budget_year,
        earlier.is_emergency
    FROM part AS latest
    INNER JOIN part AS earlier
        ON
            latest.owner = earlier.owner
            AND latest.plain = earlier.plain
            AND latest.work_kind = earlier.work_kind
            AND latest.day - earlier.day BETWEEN 0 AND $span_days
),

by_year AS (
    SELECT
        latest_record,
        budget_year,
        sum(amount_fen) AS year_fen
    FROM near
    GROUP BY latest_record, budget_year
),

most AS (
    SELECT
        latest_record,
        max(year_fen) AS year_fen,
        count(*) AS years,
        bool_or(budget_year IS NULL) AS is_unplanned
    FROM by_year
    GROUP BY latest_record
),

crowded AS (
    SELECT
        near.latest_record,
        count(*) AS parts,
        coalesce(
            bool_and(
                most.years > 1
                AND NOT most.is_unplanned
                AND most.year_fen <= near.limit_fen
            ), FALSE
        ) AS is_planned,
        coalesce(
            sum(near.amount_fen) FILTER (WHERE NOT near.is_emergency), 0
        ) <= max(near.limit_fen) AS is_small_rest,
        2 * count(*) FILTER (WHERE 10 * near.amount_fen >= 8 * near.limit_fen)
        >= count(*) AS is_near
    FROM near
    INNER JOIN most ON near.latest_record = most.latest_record
    GROUP BY near.latest_record
    HAVING
        count(*) > 1
        AND coalesce(sum(near.amount_fen) > max(near.limit_fen), TRUE)
),

parted AS (
    SELECT
        near.record_id,
        bool_and(crowded.is_planned) AS is_planned,
        bool_and(crowded.is_small_rest) AS is_small_rest,
        bool_or(crowded.is_near) AS is_near
    FROM near
    INNER JOIN crowded ON near.latest_record = crowded.latest_record
    GROUP BY near.record_id
)

SELECT
    'unit' AS subject_kind,
    part.owner AS subject_id,
    'finance/工程合同' AS matter,
    part.record_id AS act,
    '同名工程' AS variant,
    part.signed_on AS act_on,
    NULL AS event_on,
    part.day AS period_from,
    part.day AS period_to,
    part.amount_fen,
    'T1' AS tier,
    NULL AS link_milli,
    [part.record_id] AS evidence_for,
    CASE WHEN part.limit_fen IS NULL THEN '必须招标的工程规模标准' END AS missing,
    MAP {
        'planned_by_year': CASE WHEN parted.is_planned THEN 'yes' END,
        'emergency': CASE
            WHEN part.is_emergency OR parted.is_small_rest THEN 'yes'
        END
    } AS facts,
    handled(
        part.signed_by, part.reviewed_by, part.approved_by, NULL, part.purchaser_name
    ) AS chain,
    CASE WHEN parted.is_near THEN 'S2' ELSE 'S3' END AS severity
FROM part
INNER JOIN parted ON part.record_id = parted.record_id
