-- One row for each subsidised place in a class whose roster is that of an earlier class
-- or a stretch of a register, whose hours do not fit into its days, that was held on
-- public holidays, whose telephone stands for several homes, or whose school is led by
-- an official or a relative of one.
WITH place AS MATERIALIZED (SELECT * FROM state.training_place),

class AS (
    SELECT
        class_key,
        max(organisation_id) AS organisation_id,
        count(*) AS people,
        min(started_on) AS started_on,
        CASE WHEN count(ended_on) > 0 THEN max(ended_on) END AS ended_on,
        max(hours) AS hours,
        CASE WHEN min(plain_name(trade)) = max(plain_name(trade)) THEN min(trade) END
            AS trade,
        CASE WHEN min(plain_name(level)) = max(plain_name(level)) THEN min(level) END
            AS level,
        bool_or(regexp_matches(
            concat_ws(' ', class_number, trade, training_organisation),
            '线上|网络|网课|周末|夜校|晚班'
        )) AS is_not_daily
    FROM place
    GROUP BY class_key
),

pair AS (
    SELECT
        later.class_key,
        earlier.class_key AS other_key,
        count(*) AS shared
    FROM place AS later
    INNER JOIN class AS later_class ON later.class_key = later_class.class_key
    INNER JOIN place AS earlier ON later.person_id = earlier.person_id
    INNER JOIN class AS earlier_class ON earlier.class_key = earlier_class.class_key
    WHERE
        (earlier_class.started_on, earlier.class_key)
        < (later_class.started_on, later.class_key)
    GROUP BY later.class_key, earlier.class_key
),

twin AS (
    SELECT
        pair.class_key,
        pair.other_key,
        coalesce(
            plain_name(class.trade) = plain_name(other.trade)
            AND plain_name(class.level) != plain_name(other.level),
            FALSE
        ) AS is_next_level
    FROM pair
    INNER JOIN class ON pair.class_key = class.class_key
    INNER JOIN class AS other ON pair.other_key = other.class_key
    WHERE
        pair.shared >= $roster_people
        AND pair.shared * 1000000 >= $roster_ppm * least(class.people, other.people)
    -- One other class is enough: one of the same level goes before a lower one.
    QUALIFY
        row_number() OVER (
            PARTITION BY pair.class_key
            ORDER BY is_next_level ASC, pair.shared DESC, pair.other_key ASC
        ) = 1
),

step AS (
    SELECT
        place.class_key,
        register.register,
        register.source_row - lag(register.source_row) OVER (
            PARTITION BY
                place.class_key, register.register, register.source_file,
                register.source_sheet
            ORDER BY place.source_file, place.source_sheet, place.source_row
        ) AS step_rows
    FROM place
    INNER JOIN state.listed_place AS register ON place.person_id = register.person_id
),

orderly AS (
    SELECT step.class_key
    FROM step
    INNER JOIN class ON step.class_key = class.class_key
    GROUP BY step.class_key, step.register, class.people
    HAVING
        count(*) FILTER (step.step_rows BETWEEN 1 AND $step_rows) + 1 >= $roster_people
        AND count(*) FILTER (step.step_rows BETWEEN 1 AND $step_rows) * 1000000
        >= $roster_ppm * (class.people - 1)
),

told AS (
    SELECT DISTINCT year(valid_from) AS known_year
    FROM policy.holiday
),

edge AS (
    SELECT
        class_key,
        hours,
        started_on,
        ended_on,
        unnest(list_distinct([started_on, ended_on])) AS edge_on
    FROM class
),

shut AS (
    -- First or last day on a holiday, or more hours than the other days have room for.
    -- In a year without a table nothing is known of any class.
    SELECT
        edge.class_key,
        bool_and(told.known_year IS NULL) AS is_open
    FROM edge
    LEFT JOIN policy.holiday AS off
        ON
            edge.started_on <= off.valid_to
            AND coalesce(edge.ended_on, edge.started_on) >= off.valid_from
            AND off.kind = 'holiday'
    LEFT JOIN told ON year(edge.edge_on) = told.known_year
    GROUP BY
        edge.class_key, edge.edge_on, edge.hours, edge.started_on, edge.ended_on
    HAVING
        coalesce(bool_or(edge.edge_on BETWEEN off.valid_from AND off.valid_to), FALSE)
        OR edge.hours > $daily_hours * (
            datediff('day', edge.started_on, edge.ended_on) + 1
            - coalesce(sum(
                datediff(
                    'day',
                    greatest(off.valid_from, edge.started_on),
                    least(off.valid_to, edge.ended_on)
                ) + 1
            ) FILTER (WHERE off.valid_from IS NOT NULL), 0)
        )
        OR bool_and(told.known_year IS NULL)
),

on_holiday AS (
    SELECT
        class_key,
        bool_and(is_open) AS is_open
    FROM shut
    GROUP BY class_key
),

led AS (
    SELECT
        class.class_key,
        list_sort(list_distinct(flatten(list(role.records || post.records)))) AS records
    FROM class
    INNER JOIN state.company_role AS role ON class.organisation_id = role.firm_id
    INNER JOIN state.official_or_kin AS post ON role.person_id = post.person_id
    WHERE
        is_firm(role.tier)
        AND is_firm(post.tier)
        AND regexp_matches(role.roles, '法定代表人|经营者|投资人|股东|执行董事|经理')
        AND holds(role.valid_from, role.valid_to, class.started_on)
        AND holds(post.appointed_on, post.removed_on, class.started_on)
    GROUP BY class.class_key
),

found AS (
    SELECT
        place.*,
        '名册雷同' AS variant,
        'S2' AS severity,
        [earlier.record_id] AS records,
        CASE WHEN twin.is_next_level THEN 'yes' END AS next_level
    FROM twin
    INNER JOIN place ON twin.class_key = place.class_key
    INNER JOIN place AS earlier
        ON
            twin.other_key = earlier.class_key
            AND place.person_id = earlier.person_id
    UNION ALL BY NAME
    SELECT
        place.*,
        '名册照抄' AS variant,
        'S2' AS severity,
        [] AS records
    FROM place
    WHERE class_key IN (SELECT orderly.class_key FROM orderly)
    UNION ALL BY NAME
    SELECT
        place.*,
        '课时超出' AS variant,
        'S2' AS severity,
        [] AS records,
        CASE WHEN class.is_not_daily THEN 'yes' END AS not_daily
    FROM class
    INNER JOIN place ON class.class_key = place.class_key
    WHERE
        class.hours
        > (datediff('day', class.started_on, class.ended_on) + 1) * $daily_hours
    UNION ALL BY NAME
    SELECT
        place.*,
        '电话共用' AS variant,
        'S2' AS severity,
        [] AS records
    FROM place
    INNER JOIN state.training_phone AS called ON place.record_id = called.record_id
    WHERE called.homes >= $phone_people
    UNION ALL BY NAME
    SELECT
        place.*,
        '节假日上课' AS variant,
        'S3' AS severity,
        [] AS records,
        CASE WHEN class.is_not_daily THEN 'yes' END AS not_daily,
        on_holiday.is_open
    FROM on_holiday
    INNER JOIN class ON on_holiday.class_key = class.class_key
    INNER JOIN place ON on_holiday.class_key = place.class_key
    UNION ALL BY NAME
    SELECT
        place.*,
        '机构关联' AS variant,
        'S3' AS severity,
        led.records
    FROM led
    INNER JOIN place ON led.class_key = place.class_key
)

SELECT
    'organisation' AS subject_kind,
    school_id AS subject_id,
    'relief/培训补贴' AS matter,
    record_id AS act,
    variant,
    started_on AS act_on,
    NULL AS event_on,
    started_on AS period_from,
    until AS period_to,
    subsidy_fen AS amount_fen,
    link_tier AS tier,
    link_milli,
    [record_id] || records AS evidence_for,
    CASE WHEN is_open THEN '当年的法定节假日安排' END AS missing,
    MAP {
        'next_level': next_level,
        'not_daily': not_daily
    } AS facts,
    handled(accepted_by, reviewed_by, approved_by, paid_by, training_organisation)
        AS chain,
    severity
FROM found
-- One place counts once, by what weighs most.
QUALIFY
    row_number() OVER (
        PARTITION BY record_id
        ORDER BY
            coalesce(next_level, not_daily) IS NOT NULL,
            CASE variant
                WHEN '名册雷同' THEN 1 WHEN '名册照抄' THEN 2 WHEN '课时超出' THEN 3
                WHEN '电话共用' THEN 4 WHEN '机构关联' THEN 5
                ELSE 6
            END
    ) = 1
