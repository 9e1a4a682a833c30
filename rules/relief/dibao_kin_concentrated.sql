-- One row for each scheme and village or approver with relatives in office among those
-- whom it was granted to, so many that chance does not explain it.
SELECT
    'unit' AS subject_kind,
    scheme AS matter,
    act,
    last_on AS act_on,
    NULL AS event_on,
    first_on AS period_from,
    last_on AS period_to,
    cast(NULL AS BIGINT) AS amount_fen,
    'T1' AS tier,
    cast(NULL AS INTEGER) AS link_milli,
    posts AS evidence_for,
    'S4' AS severity,
    CASE sort WHEN '审批人' THEN '审批人·' || name ELSE name END AS subject_id,
    CASE sort WHEN '审批人' THEN '审批人占比' ELSE '村（社区）占比' END AS variant,
    handled(NULL, NULL, CASE sort WHEN '审批人' THEN name END, NULL, town) AS chain
FROM network.kin_share
WHERE
    households >= $least_count
    AND others >= $least_count
    AND kin_households >= $kin_count
    AND tail_ppm < $tail_ppm
