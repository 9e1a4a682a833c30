-- One row for each subsidised place in a class that repeats trade and level of an
-- earlier one, is one too many of the year, or overlaps with an earlier class.
WITH place AS MATERIALIZED (
    SELECT
        *,
        plain_name(trade) AS trade_key,
        plain_name(level) AS level_key,
        coalesce(ended_on, started_on) AS until
    FROM resolved.training_enrolment
    WHERE
        is_firm(link_tier)
        AND subsidy_fen > 0
        AND started_on IS NOT NULL
        AND coalesce(payment_result, '') NOT IN ('失败', '退回')
    QUALIFY
        row_number() OVER (PARTITION BY person_id, class_number ORDER BY record_id) = 1
),

alike AS (
    SELECT
        *,
        row_number() OVER same_level AS turn,
        count(*) FILTER (WHERE fund_source IS NOT NULL) OVER same_level AS known,
        count(*) OVER (
            PARTITION BY person_id, trade_key, level_key, fund_source
            ORDER BY started_on, record_id
        ) AS turn_of_fund,
        list(record_id) OVER same_level AS records
    FROM place
    WHERE trade_key IS NOT NULL AND level_key IS NOT NULL
    WINDOW same_level AS (
        PARTITION BY person_id, trade_key, level_key
        ORDER BY started_on, record_id
        ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    )
),

yearly AS (
    SELECT
        *,
        row_number() OVER of_year AS turn,
        list(record_id) OVER of_year AS records
    FROM place
    WINDOW of_year AS (
        PARTITION BY person_id, year(started_on)
        ORDER BY started_on, record_id
        ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    )
),

crossed AS (
    SELECT
        later.record_id,
        list(earlier.record_id ORDER BY earlier.record_id) AS records
    FROM place AS later
    INNER JOIN place AS earlier
        ON
            later.person_id = earlier.person_id
            AND (later.started_on, later.record_id)
            > (earlier.started_on, earlier.record_id)
            AND later.started_on < earlier.until
    GROUP BY later.record_id
),

limits AS (
    SELECT *
    FROM policy.training_limits
    WHERE scheme = $scheme
),

found AS (
    SELECT
        alike.*,
        CASE
            WHEN alike.turn_of_fund > 1 OR alike.known < alike.turn
                THEN '同类重复'
            ELSE '跨部门重复'
        END AS variant,
        'S2' AS severity,
        CASE
            WHEN limits.level_count IS NULL THEN '同一工种等级可以补贴的次数'
        END AS missing
    FROM alike
    LEFT JOIN limits
        ON holds(limits.valid_from, limits.valid_to, alike.started_on)
    WHERE alike.turn > coalesce(limits.level_count, 1)
    UNION ALL BY NAME
    SELECT
        yearly.*,
        '超过次数' AS variant,
        'S2' AS severity,
        NULL AS missing
    FROM yearly
    INNER JOIN limits
        ON holds(limits.valid_from, limits.valid_to, yearly.started_on)
    WHERE yearly.turn > limits.year_count
    UNION ALL BY NAME
    SELECT
        place.*,
        '班期重叠' AS variant,
        crossed.records || [place.record_id] AS records,
        'S2' AS severity,
        NULL AS missing
    FROM place
    INNER JOIN crossed ON place.record_id = crossed.record_id
)

SELECT
    'person' AS subject_kind,
    person_id AS subject_id,
    'relief/培训补贴' AS matter,
    record_id AS act,
    variant,
    started_on AS act_on,
    started_on AS event_on,
    started_on AS period_from,
    until AS period_to,
    subsidy_fen AS amount_fen,
    link_tier AS tier,
    link_milli,
    list_sort(records) AS evidence_for,
    missing,
    handled(accepted_by, reviewed_by, approved_by, NULL, training_organisation)
        AS chain,
    severity
FROM found
-- One place counts once, by what weighs most.
QUALIFY
    row_number() OVER (
        PARTITION BY record_id
        ORDER BY
            CASE variant
                WHEN '班期重叠' THEN 1 WHEN '跨部门重复' THEN 2 WHEN '同类重复' THEN 3
                ELSE 4
            END
    ) = 1
