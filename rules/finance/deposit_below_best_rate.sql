-- One row for each current account that keeps more than it needs, and each fixed
-- deposit placed without a competition or at less than the best rate of the time.
WITH listed AS (
    SELECT
        *,
        coalesce(fixed_fen, 0) > 0 AS is_fixed,
        coalesce(balance_on, delivered_on) AS seen_on,
        coalesce(selection_kind, '') IN ('竞争性存放', '集体决策') AS is_chosen,
        regexp_matches(
            unit_name, '社会保险|社保|医疗保障|医保|住房公积金|工会|法院|检察院'
        ) AS has_own_rules
    FROM resolved.deposit
    QUALIFY
        row_number() OVER (
            PARTITION BY account_number, deposit_number
            ORDER BY delivered_on DESC NULLS LAST, record_id DESC
        ) = 1
),

offer AS (
    SELECT
        fixed_from_on,
        best_rate_ppm
    FROM listed
    WHERE is_fixed AND selection_kind = '竞争性存放' AND best_rate_ppm > 0
),

judged AS (
    SELECT
        *,
        CASE WHEN is_fixed THEN fixed_from_on ELSE seen_on - $idle_days END AS from_on,
        CASE WHEN is_fixed THEN least(fixed_until_on, seen_on) ELSE seen_on END
            AS until_on,
        CASE
            WHEN is_fixed THEN fixed_fen
            ELSE average_balance_fen - $idle_fen
        END AS principal_fen
    FROM listed
    WHERE
        (is_fixed AND fixed_fen >= $least_fen AND fixed_from_on IS NOT NULL)
        OR (
            NOT is_fixed
            AND average_balance_fen > $idle_fen
            AND coalesce(account_kind, '') != '零余额'
            AND coalesce(closed_on > seen_on, TRUE)
        )
),

-- What was to be had at the time, for those whose own row does not say.
going AS (
    SELECT
        judged.record_id,
        quantile_disc(offer.best_rate_ppm, 0.5) AS rate_ppm
    FROM judged
    INNER JOIN offer
        ON
            offer.fixed_from_on BETWEEN judged.from_on - $reference_days
            AND judged.from_on + $reference_days
    WHERE judged.best_rate_ppm IS NULL
    GROUP BY judged.record_id
),

compared AS (
    SELECT
        judged.*,
        coalesce(judged.best_rate_ppm, going.rate_ppm) - judged.rate_ppm AS short_ppm
    FROM judged
    LEFT JOIN going ON judged.record_id = going.record_id
),

told AS (
    SELECT
        *,
        CASE
            WHEN NOT is_fixed THEN '活期闲置'
            WHEN NOT is_chosen THEN '未见竞争'
            ELSE '利率偏低'
        END AS variant,
        CASE
            WHEN until_on > from_on
                THEN
                    cast(principal_fen AS HUGEINT) * greatest(short_ppm, 0)
                    * (until_on - from_on) // 360000000
            ELSE 0
        END AS lost_fen
    FROM compared
    WHERE
        NOT is_fixed
        OR NOT is_chosen
        OR (best_rate_ppm IS NOT NULL AND short_ppm > $tolerance_ppm)
)

SELECT
    'account' AS subject_kind,
    account_number AS subject_id,
    'finance/公款存放' AS matter,
    record_id AS act,
    variant,
    from_on AS act_on,
    NULL AS event_on,
    from_on AS period_from,
    greatest(from_on, until_on) AS period_to,
    cast(CASE WHEN short_ppm IS NOT NULL THEN lost_fen END AS BIGINT) AS amount_fen,
    'T1' AS tier,
    NULL AS link_milli,
    [record_id] AS evidence_for,
    MAP { 'own_rules': CASE WHEN has_own_rules THEN 'yes' END } AS facts,
    handled(handled_by, NULL, approved_by, NULL, unit_name) AS chain,
    'S3' AS severity
FROM told
