-- One row for each tenancy in public housing, or grant for rent, whose tenants own more
-- floor a head than the local rule allows, or whose wages come to more than its limit.
WITH floor_area AS (
    SELECT
        person_id,
        unit_number,
        max(floor_area_milli) AS area_milli,
        max(coalesce(share_ppm, 1000000)) AS share_ppm
    FROM resolved.real_estate
    WHERE is_tied(link_tier) AND unit_number IS NOT NULL
    GROUP BY person_id, unit_number
),

limited AS (
    SELECT
        tenancy.record_id,
        tenancy.rented_from,
        tenancy.seen_on,
        limits.income_fen,
        limits.moving_months,
        coalesce(tenancy.member_count, 0) AS members,
        limits.person_metres * 1000 * tenancy.member_count AS area_milli
    FROM state.tenancy AS tenancy
    LEFT JOIN policy.public_rental_limit AS limits
        ON
            tenancy.kind = limits.support_kind
            AND holds(limits.valid_from, limits.valid_to, tenancy.seen_on)
),

dwelling AS (
    -- What the couple own together is one dwelling.
    SELECT
        tenant.record_id,
        home.unit_number,
        home.is_unclear,
        max(floor_area.area_milli) AS area_milli,
        least(sum(floor_area.share_ppm), 1000000) AS share_ppm,
        bool_and(coalesce(home.nature = '自建房', FALSE)) AS is_farmhouse,
        greatest(min(home.held_from), min(tenant.rented_from)) AS held_from,
        CASE WHEN bool_and(home.held_to < tenant.seen_on) THEN max(home.held_to) END
            AS held_to,
        max(greatest(tenant.tier, home.tier)) AS tier,
        min(least(tenant.link_milli, home.link_milli)) AS link_milli,
        list_distinct(flatten(list(home.records))) AS records
    FROM state.tenant AS tenant
    INNER JOIN state.home_held AS home ON tenant.person_id = home.person_id
    LEFT JOIN floor_area
        ON
            home.person_id = floor_area.person_id
            AND home.unit_number = floor_area.unit_number
    WHERE
        home.held_from < tenant.seen_on
        AND (home.held_to IS NULL OR home.held_to > tenant.rented_from)
        AND NOT is_chained(tenant.tier, home.tier)
    GROUP BY tenant.record_id, home.unit_number, home.is_unclear
),

turn AS (
    SELECT
        record_id,
        held_from AS turned_on
    FROM dwelling
    UNION
    SELECT
        record_id,
        held_to AS turned_on
    FROM dwelling
    WHERE held_to IS NOT NULL
),

stretch AS (
    SELECT
        limited.*,
        turn.turned_on,
        lead(turn.turned_on, 1, limited.seen_on) OVER (
            PARTITION BY turn.record_id ORDER BY turn.turned_on
        ) AS turned_again
    FROM turn
    INNER JOIN limited ON turn.record_id = limited.record_id
),

-- What they owned from one change to the next.
owned AS (
    SELECT
        stretch.record_id,
        stretch.turned_on,
        stretch.turned_again,
        stretch.income_fen IS NULL OR stretch.members < 1 AS is_unlimited,
        stretch.area_milli AS limit_milli,
        bool_or(dwelling.area_milli IS NULL) AS is_area_unknown,
        bool_or(dwelling.is_unclear) AS is_gone,
        bool_and(dwelling.is_farmhouse) AS is_farmhouse,
        sum(dwelling.area_milli * dwelling.share_ppm // 1000000) AS area_milli,
        max(dwelling.tier) AS tier,
        min(dwelling.link_milli) AS link_milli,
        flatten(list(dwelling.records)) AS records
    FROM stretch
    INNER JOIN dwelling
        ON
            stretch.record_id = dwelling.record_id
            AND stretch.turned_on >= dwelling.held_from
            AND (dwelling.held_to IS NULL OR stretch.turned_on < dwelling.held_to)
    GROUP BY ALL
),

housed AS (
    SELECT
        record_id,
        '另有住房' AS variant,
        bool_or(is_area_unknown) AS is_area_unknown,
        bool_and(is_farmhouse) AS is_farmhouse,
        bool_or(is_gone) AS is_gone,
        min(turned_on) AS event_on,
        max(turned_again) AS until_on,
        cast(sum(datediff('month', turned_on, turned_again)) AS INTEGER) AS months,
        max(tier) AS other_tier,
        min(link_milli) AS other_milli,
        list_sort(list_distinct(flatten(list(records)))) AS records
    FROM owned
    WHERE
        is_unlimited OR is_area_unknown OR is_gone OR area_milli >= limit_milli
    GROUP BY record_id
),

wage_line AS (
    SELECT
        tenant.record_id,
        tenant.person_id,
        wage.wage_month,
        wage.gross_fen,
        wage.records,
        wage.tier AS wage_tier,
        greatest(tenant.tier, wage.tier) AS tier,
        least(tenant.link_milli, wage.link_milli) AS link_milli
    FROM state.tenant AS tenant
    INNER JOIN state.wage AS wage
        ON
            tenant.person_id = wage.person_id
            AND wage.wage_month BETWEEN
            greatest(tenant.rented_from, tenant.seen_on - to_months($wage_months))
            AND tenant.seen_on
    WHERE
        wage.category IS DISTINCT FROM 'survivor'
        AND NOT is_chained(tenant.tier, wage.tier)
),

-- Months on a weak tie count only where there are too few others.
wage AS (
    SELECT
        record_id,
        person_id,
        cast(sum(gross_fen) // count(*) AS BIGINT) AS month_fen,
        max(wage_month) AS event_on,
        max(tier) AS tier,
        min(link_milli) AS link_milli,
        flatten(list(records)) AS records
    FROM (
        SELECT
            *,
            count(*) FILTER (is_firm(wage_tier)) OVER (
                PARTITION BY record_id, person_id
            ) >= $least_months AS is_sure
        FROM wage_line
    ) AS line
    WHERE NOT is_sure OR is_firm(wage_tier)
    GROUP BY record_id, person_id
    HAVING count(*) >= $least_months
),

fund AS (
    SELECT
        tenant.record_id,
        tenant.person_id,
        max(fund.base_fen) AS month_fen,
        max(fund.paid_until) AS event_on,
        max(greatest(tenant.tier, fund.link_tier)) AS tier,
        min(least(tenant.link_milli, fund.link_milli)) AS link_milli,
        list(fund.record_id) AS records
    FROM state.tenant AS tenant
    INNER JOIN resolved.housing_fund AS fund
        ON tenant.person_id = fund.person_id
    WHERE
        is_tied(fund.link_tier)
        AND coalesce(fund.valid_to >= tenant.seen_on, TRUE)
        AND fund.status = '正常'
        AND fund.paid_until + to_months($least_months) >= tenant.seen_on
        AND NOT is_chained(tenant.tier, fund.link_tier)
    GROUP BY tenant.record_id, tenant.person_id
),

income AS (
    -- Pay and the base of the fund are two words for one wage: the higher counts.
    SELECT
        coalesce(wage.record_id, fund.record_id) AS record_id,
        greatest(coalesce(wage.month_fen, 0), coalesce(fund.month_fen, 0)) AS month_fen,
        greatest(wage.event_on, fund.event_on) AS event_on,
        greatest(wage.tier, fund.tier) AS tier,
        least(wage.link_milli, fund.link_milli) AS link_milli,
        coalesce(wage.records, []) || coalesce(fund.records, []) AS records
    FROM wage
    FULL JOIN fund
        ON wage.record_id = fund.record_id AND wage.person_id = fund.person_id
),

earning AS (
    SELECT
        record_id,
        '收入超线' AS variant,
        cast(sum(month_fen) AS BIGINT) AS month_fen,
        max(event_on) AS event_on,
        max(tier) AS other_tier,
        min(link_milli) AS other_milli,
        list_sort(flatten(list(records))) AS records
    FROM income
    GROUP BY record_id
),

other AS (
    SELECT * FROM housed
    UNION ALL BY NAME
    SELECT * FROM earning
),

judged AS (
    SELECT
        tenancy.*,
        other.variant,
        other.event_on,
        coalesce(other.until_on, tenancy.seen_on) AS until_on,
        other.months,
        other.other_tier,
        other.other_milli,
        other.records,
        other.is_farmhouse,
        limited.moving_months,
        CASE
            WHEN limited.income_fen IS NULL THEN '本地公租房收入、住房条件的规定'
            WHEN limited.members < 1 THEN '保障人数'
            WHEN other.is_gone THEN '房屋转移或灭失的日期'
            WHEN other.is_area_unknown THEN '房屋建筑面积'
        END AS missing
    FROM state.tenancy AS tenancy
    INNER JOIN other ON tenancy.record_id = other.record_id
    INNER JOIN limited ON tenancy.record_id = limited.record_id
    WHERE
        other.variant = '另有住房'
        OR limited.income_fen IS NULL
        OR limited.members < 1
        OR other.month_fen > limited.income_fen * limited.members
)

SELECT
    'household' AS subject_kind,
    person_id AS subject_id,
    'relief/公租房保障' AS matter,
    record_id AS act,
    variant,
    until_on AS act_on,
    event_on,
    greatest(rented_from, event_on) AS period_from,
    until_on AS period_to,
    CASE
        WHEN kind = '租赁补贴' AND variant = '另有住房' THEN subsidy_fen * months
    END AS amount_fen,
    greatest(link_tier, other_tier) AS tier,
    least(link_milli, other_milli) AS link_milli,
    [record_id] || records AS evidence_for,
    missing,
    MAP {
        'moving_until': CASE
            WHEN variant = '另有住房' AND event_on > rented_from
                THEN strftime(event_on + to_months(moving_months), '%Y-%m-%d')
        END,
        'farmhouse': CASE WHEN is_farmhouse THEN 'yes' END
    } AS facts,
    handled(accepted_by, reviewed_by, approved_by, paid_by, town) AS chain,
    'S3' AS severity
FROM judged
WHERE NOT is_chained(link_tier, other_tier)
