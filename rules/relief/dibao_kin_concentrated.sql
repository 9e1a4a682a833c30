-- One row for each village whose share of households on the allowance with relatives in
-- office lies above the rest of the county's by more than chance explains.
SELECT
    'unit' AS subject_kind,
    village AS subject_id,
    'relief/' || $benefit AS matter,
    act,
    '村（社区）占比' AS variant,
    last_on AS act_on,
    NULL AS event_on,
    first_on AS period_from,
    last_on AS period_to,
    cast(NULL AS BIGINT) AS amount_fen,
    'T1' AS tier,
    cast(NULL AS INTEGER) AS link_milli,
    posts AS evidence_for,
    handled(NULL, NULL, NULL, NULL, town) AS chain,
    'S4' AS severity
FROM network.kin_share
WHERE
    households >= $least_count
    AND others >= $least_count
    AND kin_households >= $kin_count
    AND tail_ppm < $tail_ppm
