-- One row for each group of bidders of one section that hang together.
WITH member AS (
    SELECT
        ring.ring,
        ring.links,
        ring.points,
        bid.record_id,
        bid.project_number,
        bid.section_number,
        bid.opened_on,
        bid.is_winner
    FROM network.bid_ring AS ring
    INNER JOIN resolved.bid AS bid ON ring.record_id = bid.record_id
),

award AS (
    SELECT
        project_number,
        section_number,
        max(price_fen) AS price_fen
    FROM resolved.bid
    WHERE is_winner = '是'
    GROUP BY project_number, section_number
),

project AS (
    SELECT
        project_number,
        section_number,
        max(award_fen) AS award_fen,
        min(purchaser_name) AS purchaser_name,
        min(record_id) AS record_id
    FROM resolved.procurement_project
    GROUP BY project_number, section_number
),

ring AS (
    SELECT
        ring,
        project_number,
        section_number,
        links,
        points,
        max(opened_on) AS opened_on,
        bool_or(coalesce(is_winner = '是', FALSE)) AS has_winner,
        list(record_id ORDER BY record_id) AS records
    FROM member
    GROUP BY ring, project_number, section_number, links, points
)

SELECT
    'project' AS subject_kind,
    ring.project_number AS subject_id,
    'finance/招标投标' AS matter,
    ring.ring AS act,
    CASE WHEN ring.has_winner THEN '关联投标人含中标人' ELSE '关联投标人未中标' END
        AS variant,
    ring.opened_on AS act_on,
    ring.opened_on AS event_on,
    ring.opened_on AS period_from,
    ring.opened_on AS period_to,
    coalesce(project.award_fen, award.price_fen) AS amount_fen,
    'T1' AS tier,
    NULL AS link_milli,
    ring.records || CASE
        WHEN project.record_id IS NULL THEN [] ELSE [project.record_id]
    END AS evidence_for,
    MAP { 'links': ring.links } AS facts,
    handled(NULL, NULL, NULL, NULL, project.purchaser_name) AS chain,
    CASE WHEN ring.points >= $urgent_points THEN 'S1' ELSE 'S2' END AS severity
FROM ring
LEFT JOIN project
    ON
        ring.project_number = project.project_number
        AND ring.section_number = project.section_number
LEFT JOIN award
    ON
        ring.project_number = award.project_number
        AND ring.section_number = award.section_number
