-- One row for each two bidders of one section whose links come to enough points: a
-- value shared by both, once for each kind; the usual winner among them; even steps of
-- price. A value that more bidders than the table allows use beside those of the
-- section is public: an exchange centre's address, an agent's telephone.
WITH bid AS (
    SELECT
        record_id,
        project_number,
        section_number,
        coalesce(bidder_organisation_id, bidder_credit_code) AS bidder,
        opened_on,
        price_fen,
        is_winner,
        contact_phone,
        lower(contact_email) AS contact_email,
        bid_ip,
        upper(bid_mac) AS bid_mac,
        lock_number,
        file_author,
        manager_id_number,
        CASE WHEN coalesce(bond_kind, '转账') = '转账' THEN bond_account_number END
            AS bond_account
    FROM resolved.bid
),

mark AS (
    SELECT
        bid.*,
        seen.link,
        seen.written
    FROM bid
    CROSS JOIN
        LATERAL (
            VALUES
            ('保证金账户', bond_account),
            ('项目负责人', manager_id_number),
            ('联系方式', 'T' || contact_phone),
            ('联系方式', 'M' || contact_email),
            ('制作痕迹', 'C' || bid_mac),
            ('制作痕迹', 'L' || lock_number),
            (
                '制作痕迹',
                CASE
                    WHEN NOT regexp_matches(
                        lower(file_author), '^(admin|user|windows|微软|pc|lenovo|hp|dell)'
                    ) THEN 'A' || plain_name(file_author)
                END
            ),
            ('上传地址', bid_ip)
        ) AS seen (link, written)
    WHERE seen.written IS NOT NULL
    UNION ALL BY NAME
    SELECT
        bid.*,
        '控制人' AS link,
        role.person_id AS written
    FROM bid
    INNER JOIN state.company_role AS role ON bid.bidder = role.firm_id
    INNER JOIN policy.bid_link AS enough
        ON
            enough.link = '控制人'
            AND holds(enough.valid_from, enough.valid_to, bid.opened_on)
    WHERE
        is_firm(role.tier)
        AND holds(role.valid_from, role.valid_to, bid.opened_on)
        AND (
            regexp_matches(role.roles, '法定代表人|负责人|经理|经营者|投资人')
            OR role.share_ppm >= enough.share_ppm
        )
),

spread AS (
    SELECT
        link,
        written,
        count(DISTINCT bidder) AS bidders
    FROM mark
    GROUP BY link, written
),

gathered AS (
    SELECT
        link,
        written,
        project_number,
        section_number,
        count(DISTINCT bidder) AS bidders
    FROM mark
    GROUP BY link, written, project_number, section_number
),

shared AS (
    SELECT DISTINCT
        one.record_id AS one_record,
        other.record_id AS other_record,
        one.project_number,
        one.section_number,
        one.opened_on,
        one.link
    FROM mark AS one
    INNER JOIN mark AS other
        ON
            one.project_number = other.project_number
            AND one.section_number = other.section_number
            AND one.link = other.link
            AND one.written = other.written
            AND one.bidder < other.bidder
    INNER JOIN spread
        ON one.link = spread.link AND one.written = spread.written
    INNER JOIN gathered
        ON
            one.link = gathered.link
            AND one.written = gathered.written
            AND one.project_number = gathered.project_number
            AND one.section_number = gathered.section_number
    INNER JOIN policy.bid_link AS common
        ON
            one.link = common.link
            AND holds(common.valid_from, common.valid_to, one.opened_on)
    WHERE
        coalesce(spread.bidders - gathered.bidders <= common.common_count, TRUE)
),

together AS (
    SELECT
        one.bidder AS one_bidder,
        other.bidder AS other_bidder,
        count(*) AS sections,
        count(*) FILTER (one.is_winner = '是') AS one_won,
        count(*) FILTER (other.is_winner = '是') AS other_won
    FROM bid AS one
    INNER JOIN bid AS other
        ON
            one.project_number = other.project_number
            AND one.section_number = other.section_number
            AND one.bidder < other.bidder
    INNER JOIN policy.bid_link AS enough
        ON
            enough.link = '固定中标'
            AND holds(enough.valid_from, enough.valid_to, one.opened_on)
    GROUP BY one.bidder, other.bidder
    HAVING
        count(*) >= max(enough.least_count)
        AND greatest(
            count(*) FILTER (one.is_winner = '是'),
            count(*) FILTER (other.is_winner = '是')
        ) * 1000000 >= count(*) * max(enough.share_ppm)
),

step AS (
    SELECT
        project_number,
        section_number,
        opened_on,
        price_fen - lag(price_fen) OVER (
            PARTITION BY project_number, section_number ORDER BY price_fen, record_id
        ) AS rise_fen
    FROM bid
),

even AS (
    SELECT
        step.project_number,
        step.section_number
    FROM step
    INNER JOIN policy.bid_link AS enough
        ON
            enough.link = '报价规律'
            AND holds(enough.valid_from, enough.valid_to, step.opened_on)
    GROUP BY step.project_number, step.section_number
    HAVING
        count(step.rise_fen) >= max(enough.least_count)
        AND min(step.rise_fen) > 0
        AND (max(step.rise_fen) - min(step.rise_fen)) * 1000000
        <= min(step.rise_fen) * max(enough.share_ppm)
),

pair AS (
    SELECT DISTINCT
        one_record,
        other_record,
        project_number,
        section_number,
        opened_on
    FROM shared
),

link AS (
    SELECT
        one_record,
        other_record,
        opened_on,
        link
    FROM shared
    UNION ALL BY NAME
    SELECT
        pair.one_record,
        pair.other_record,
        pair.opened_on,
        '报价规律' AS link
    FROM pair
    INNER JOIN even
        ON
            pair.project_number = even.project_number
            AND pair.section_number = even.section_number
    UNION ALL BY NAME
    SELECT
        pair.one_record,
        pair.other_record,
        pair.opened_on,
        '固定中标' AS link
    FROM pair
    INNER JOIN bid AS one ON pair.one_record = one.record_id
    INNER JOIN bid AS other ON pair.other_record = other.record_id
    INNER JOIN together
        ON
            one.bidder = together.one_bidder
            AND other.bidder = together.other_bidder
)

SELECT
    link.one_record,
    link.other_record,
    cast(sum(rate.points) AS BIGINT) AS points,
    string_agg(link.link, '、' ORDER BY link.link) AS links
FROM link
INNER JOIN policy.bid_link AS rate
    ON
        link.link = rate.link
        AND holds(rate.valid_from, rate.valid_to, link.opened_on)
INNER JOIN policy.bid_link AS enough
    ON
        enough.link = '合计'
        AND holds(enough.valid_from, enough.valid_to, link.opened_on)
GROUP BY link.one_record, link.other_record, enough.points
HAVING sum(rate.points) >= enough.points
ORDER BY link.one_record, link.other_record
