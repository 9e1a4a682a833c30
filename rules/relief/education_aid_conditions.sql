-- One row for each aid for pupils whose recipient was at no school then, drew it twice
-- or beside one that it excludes, was at a school of another stage, or belonged to no
-- registered household.
WITH paid AS (
    SELECT * FROM state.education_aid
),

school AS MATERIALIZED (
    -- What the registers say of the recipient in the time that a payment is for.
    SELECT
        record_id,
        bool_or(is_then) AS is_then,
        bool_or(is_when_paid) AS is_when_paid,
        bool_or(is_undated) AS is_undated,
        bool_or(is_then AND (stage IS NULL OR contains(stages, stage)))
            AS is_of_stage,
        count(DISTINCT plain_name(school)) FILTER (
            WHERE
            is_then
            AND datediff(
                'day',
                greatest(enrolled_on, paid_for),
                least(coalesce(until_on, ends_on), ends_on)
            ) > $overlap_days
        ) AS schools,
        list(entry_record ORDER BY entry_record) AS records,
        list(entry_record ORDER BY entry_record) FILTER (WHERE is_then)
            AS then_records,
        max(tier) AS tier,
        min(link_milli) AS link_milli,
        min(enrolled_on) FILTER (WHERE enrolled_on > ends_on) AS next_on
    FROM state.aid_schooling
    GROUP BY record_id
),

departure AS (
    -- The last school that the recipient left before the aid was paid.
    SELECT *
    FROM state.aid_schooling
    WHERE
        (NOT is_then AND NOT is_undated AND until_on < paid_for)
        OR (is_then AND NOT is_when_paid)
    QUALIFY row_number() OVER (
        PARTITION BY record_id ORDER BY until_on DESC, entry_record DESC
    ) = 1
),

absent AS (
    SELECT
        departure.record_id,
        '不在籍' AS variant,
        1 AS place,
        departure.until_on AS event_on,
        departure.tier,
        departure.link_milli,
        [departure.entry_record] AS records,
        departure.status AS school_status,
        school.next_on <= departure.until_on + $gap_days AS is_between_schools,
        departure.status = '转出'
        OR (departure.status = '毕业' AND departure.stage NOT IN ('本科', '研究生'))
        OR departure.status = '在籍' AS may_go_on,
        CASE WHEN school.is_undated THEN '离校或休学日期' END AS missing
    FROM departure
    INNER JOIN school ON departure.record_id = school.record_id
    WHERE NOT school.is_when_paid
),

unknown AS (
    SELECT
        paid.record_id,
        '不在籍' AS variant,
        9 AS place,
        CASE
            WHEN school.is_undated THEN '离校或休学日期'
            ELSE '县外就读的学籍或在读证明'
        END AS missing,
        school.tier,
        school.link_milli,
        coalesce(school.records, []) AS records
    FROM paid
    LEFT JOIN school ON paid.record_id = school.record_id
    LEFT JOIN absent ON paid.record_id = absent.record_id
    WHERE NOT coalesce(school.is_then, FALSE) AND absent.record_id IS NULL
),

term AS (
    -- The payments of one aid that share days: all that an earlier one has beside it.
    SELECT
        paid.record_id,
        list(earlier.record_id ORDER BY earlier.record_id) AS records,
        max(earlier.link_tier) AS tier,
        min(earlier.link_milli) AS link_milli,
        sum(earlier.net_fen) AS earlier_fen,
        greatest(
            max(earlier.net_fen),
            max(earlier.standard_fen * earlier.quantity_milli // 1000),
            paid.standard_fen * paid.quantity_milli // 1000
        ) AS due_fen,
        bool_and(
            paid.project_name = earlier.project_name
            AND paid.paid_for = earlier.paid_for
            AND paid.ends_on = earlier.ends_on
            AND paid.amount_fen = earlier.amount_fen
        ) AS is_exact
    FROM paid
    INNER JOIN paid AS earlier
        ON
            paid.person_id = earlier.person_id
            AND paid.aid = earlier.aid
            AND (paid.on_day, paid.record_id) > (earlier.on_day, earlier.record_id)
            AND meets(paid.paid_for, paid.ends_on, earlier.paid_for, earlier.ends_on)
    WHERE NOT is_chained(paid.link_tier, earlier.link_tier)
    GROUP BY paid.record_id, paid.standard_fen, paid.quantity_milli
),

again AS (
    SELECT
        term.record_id,
        CASE WHEN school.schools > 1 THEN '两校领取' ELSE '重复领取' END AS variant,
        CASE WHEN school.schools > 1 THEN 2 ELSE 3 END AS place,
        greatest(term.tier, CASE WHEN school.schools > 1 THEN school.tier END) AS tier,
        term.link_milli,
        term.records
        || CASE WHEN school.schools > 1 THEN school.then_records ELSE [] END AS records,
        cast(
            least(paid.net_fen, term.earlier_fen + paid.net_fen - term.due_fen)
            AS BIGINT
        ) AS amount_fen
    FROM term
    INNER JOIN paid ON term.record_id = paid.record_id
    LEFT JOIN school ON term.record_id = school.record_id
    WHERE
        term.earlier_fen + paid.net_fen > term.due_fen
        -- The very same line twice is X01's, wherever the pupil learns.
        AND (NOT term.is_exact OR school.schools > 1)
),

pair AS (
    SELECT
        aid,
        other_aid,
        valid_from,
        valid_to
    FROM policy.education_aid_pair
    UNION
    SELECT
        other_aid AS aid,
        aid AS other_aid,
        valid_from,
        valid_to
    FROM policy.education_aid_pair
),

beside AS (
    SELECT
        paid.record_id,
        '同期互斥' AS variant,
        4 AS place,
        other.link_tier AS tier,
        other.link_milli,
        [other.record_id] AS records,
        least(paid.net_fen, other.net_fen) AS amount_fen
    FROM paid
    INNER JOIN pair
        ON
            paid.aid = pair.aid
            AND holds(pair.valid_from, pair.valid_to, paid.paid_for)
    INNER JOIN paid AS other
        ON
            paid.person_id = other.person_id
            AND pair.other_aid = other.aid
            AND (paid.on_day, paid.record_id) > (other.on_day, other.record_id)
            AND meets(paid.paid_for, paid.ends_on, other.paid_for, other.ends_on)
    WHERE NOT is_chained(paid.link_tier, other.link_tier)
    QUALIFY
        row_number() OVER (
            PARTITION BY paid.record_id
            ORDER BY
                is_weak(other.link_tier) ASC, other.net_fen DESC, other.record_id ASC
        ) = 1
),

other_stage AS (
    SELECT
        record_id,
        '学段不符' AS variant,
        5 AS place,
        tier,
        link_milli,
        then_records AS records
    FROM school
    WHERE is_then AND NOT is_of_stage
),

known AS (
    SELECT
        paid.record_id,
        bool_or(meets(
            registered.since_on,
            registered.until_on,
            paid.paid_for,
            greatest(paid.ends_on, paid.on_day)
        )) AS is_then,
        bool_or(meets(
            registered.since_on,
            registered.until_on,
            paid.paid_for - to_months($year_months),
            paid.ends_on + to_months($year_months)
        )) AS is_near,
        list(DISTINCT registered.entry_record ORDER BY registered.entry_record)
            AS records
    FROM paid
    INNER JOIN state.aid_family AS registered
        ON paid.record_id = registered.record_id
    GROUP BY paid.record_id
),

loose AS (
    -- A member of the same name in the village, not firmly tied, may be the pupil.
    SELECT DISTINCT paid.record_id
    FROM paid
    INNER JOIN resolved.registered_person AS person
        ON
            paid.village = person.village
            AND plain_name(paid.person_name) = plain_name(person.person_name)
    WHERE NOT coalesce(is_firm(person.link_tier), FALSE)
),

unregistered AS (
    SELECT
        paid.record_id,
        '家庭未登记' AS variant,
        6 AS place,
        coalesce(known.is_near, FALSE) AS is_near,
        coalesce(known.records, []) AS records,
        CASE WHEN loose.record_id IS NOT NULL THEN '登记名册中同名人员的身份核对' END
            AS missing
    FROM paid
    LEFT JOIN known ON paid.record_id = known.record_id
    LEFT JOIN loose ON paid.record_id = loose.record_id
    WHERE
        paid.registered = '是'
        AND is_firm(paid.link_tier)
        AND NOT coalesce(known.is_then, FALSE)
        -- Without the register nobody's absence from it says anything.
        AND EXISTS (SELECT 1 FROM state.registered_member)
),

found AS (
    SELECT * FROM absent
    UNION ALL BY NAME
    SELECT * FROM again
    UNION ALL BY NAME
    SELECT * FROM beside
    UNION ALL BY NAME
    SELECT * FROM other_stage
    UNION ALL BY NAME
    SELECT * FROM unregistered
    UNION ALL BY NAME
    SELECT * FROM unknown
)

SELECT
    'person' AS subject_kind,
    paid.person_id AS subject_id,
    paid.record_id AS act,
    found.variant,
    found.event_on,
    paid.paid_for AS period_from,
    paid.ends_on AS period_to,
    'relief/' || paid.project_name AS matter,
    paid.on_day AS act_on,
    coalesce(found.amount_fen, paid.net_fen) AS amount_fen,
    greatest(paid.link_tier, found.tier) AS tier,
    least(paid.link_milli, found.link_milli) AS link_milli,
    [paid.record_id] || found.records AS evidence_for,
    found.missing,
    MAP {
        'school_status': found.school_status,
        'between_schools': CASE WHEN found.is_between_schools THEN 'yes' END,
        'may_go_on': CASE WHEN found.may_go_on THEN 'yes' END,
        'registered_near': CASE WHEN found.is_near THEN 'yes' END
    } AS facts,
    handled(
        paid.accepted_by, paid.reviewed_by, paid.approved_by, paid.paid_by, paid.town
    ) AS chain,
    CASE WHEN found.place <= 2 THEN 'S3' ELSE 'S4' END AS severity
FROM paid
INNER JOIN found ON paid.record_id = found.record_id
QUALIFY row_number() OVER (
    PARTITION BY paid.record_id
    ORDER BY found.missing IS NOT NULL, is_weak(found.tier), found.place
) = 1
