-- One row for each refund that the register of firms, the contributions of the year's
-- last month, the layoffs or the rate contradict. Only what stayed paid counts; people
-- are counted over all accounts of the employer.
WITH line AS (
    SELECT
        refund.*,
        allowed.share_ppm AS allowed_ppm,
        allowed.most_ppm,
        CASE
            WHEN
                least(refund.first_count, refund.average_count) <= allowed.small_count
                THEN allowed.small_layoff_ppm
            ELSE allowed.layoff_ppm
        END AS limit_ppm,
        coalesce(
            cast(refund.laid_off_count AS BIGINT) * 1000000
            // nullif(coalesce(refund.average_count, refund.first_count), 0),
            refund.layoff_ppm
        ) AS off_ppm
    FROM state.retention_refund AS refund
    LEFT JOIN policy.retention_refund AS allowed
        ON
            refund.scale = allowed.scale
            AND holds(allowed.valid_from, allowed.valid_to, refund.paid_on)
    WHERE refund.net_fen > 0
),

firm AS (
    SELECT
        coalesce(organisation_id, credit_code) AS firm_id,
        max(cancelled_on) AS cancelled_on,
        bool_or(status = '存续') AS is_standing,
        list(record_id ORDER BY record_id) AS records
    FROM
        spell(
            'resolved.company',
            coalesce(organisation_id, credit_code),
            founded_on,
            cancelled_on
        )
    GROUP BY coalesce(organisation_id, credit_code)
),

ended AS (
    SELECT
        line.record_id,
        '注销后拨付' AS variant,
        line.net_fen AS amount_fen,
        firm.cancelled_on AS event_on,
        firm.records AS others,
        NULL AS missing,
        coalesce(
            payee.is_standing AND line.payee_organisation_id != line.firm_id, FALSE
        ) AS is_successor
    FROM line
    INNER JOIN firm ON line.firm_id = firm.firm_id
    LEFT JOIN firm AS payee ON line.payee_organisation_id = payee.firm_id
    WHERE firm.cancelled_on < line.paid_on AND NOT firm.is_standing
),

insured AS (
    SELECT
        coalesce(organisation_id, unit_name) AS firm_id,
        unit_number,
        month_of(paid_for) AS insured_month,
        count(DISTINCT coalesce(person_id, personal_number, id_number)) AS people
    FROM resolved.contribution
    WHERE insurance = '失业'
    GROUP BY coalesce(organisation_id, unit_name), unit_number, month_of(paid_for)
),

by_account AS (
    SELECT
        unit_number,
        insured_month,
        cast(sum(people) AS BIGINT) AS people
    FROM insured
    WHERE unit_number IS NOT NULL
    GROUP BY unit_number, insured_month
),

by_firm AS (
    SELECT
        firm_id,
        insured_month,
        cast(sum(people) AS BIGINT) AS people
    FROM insured
    WHERE firm_id IS NOT NULL
    GROUP BY firm_id, insured_month
),

known_month AS (
    SELECT DISTINCT insured_month
    FROM insured
),

-- The greatest number that one account states, for accounts may get several parts.
account AS (
    SELECT
        line.firm_id,
        line.base_year,
        line.unit_number,
        month_of(max(line.year_end)) AS last_month,
        max(line.last_count) AS stated
    FROM line
    GROUP BY line.firm_id, line.base_year, line.unit_number
),

-- Accounts of other places are in no contributions of ours: where some are known by
-- their number, only those are compared.
claimed AS (
    SELECT
        account.firm_id,
        account.base_year,
        max(account.last_month) AS last_month,
        cast(coalesce(
            sum(account.stated) FILTER (WHERE by_account.people IS NOT NULL),
            sum(account.stated)
        ) AS BIGINT) AS stated,
        cast(coalesce(sum(by_account.people), 0) AS BIGINT) AS people,
        bool_or(by_account.people IS NOT NULL) AS is_known
    FROM account
    LEFT JOIN by_account
        ON
            account.unit_number = by_account.unit_number
            AND account.last_month = by_account.insured_month
    GROUP BY account.firm_id, account.base_year
),

counted AS (
    SELECT
        claimed.firm_id,
        claimed.base_year,
        claimed.stated,
        claimed.is_known,
        greatest(claimed.people, coalesce(by_firm.people, 0)) AS people
    FROM claimed
    INNER JOIN known_month ON claimed.last_month = known_month.insured_month
    LEFT JOIN by_firm
        ON
            claimed.firm_id = by_firm.firm_id
            AND claimed.last_month = by_firm.insured_month
),

short AS (
    SELECT *
    FROM counted
    WHERE stated - people > greatest($spare_count, stated * $spare_ppm // 1000000)
),

fewer AS (
    SELECT
        line.record_id,
        '人数不符' AS variant,
        line.net_fen * (short.stated - short.people) // short.stated AS amount_fen,
        line.year_end AS event_on,
        [] AS others,
        CASE
            WHEN short.people = 0
                THEN '参保明细（该单位名下没有对应的失业保险缴费记录）'
        END AS missing,
        FALSE AS is_successor
    FROM line
    INNER JOIN short
        ON line.firm_id = short.firm_id AND line.base_year = short.base_year
    LEFT JOIN by_account
        ON
            line.unit_number = by_account.unit_number
            AND month_of(line.year_end) = by_account.insured_month
    WHERE NOT short.is_known OR by_account.people IS NOT NULL
),

let_go AS (
    SELECT
        record_id,
        '裁员率超限' AS variant,
        net_fen AS amount_fen,
        year_end AS event_on,
        [] AS others,
        NULL AS missing,
        FALSE AS is_successor
    FROM line
    WHERE off_ppm > limit_ppm
),

over AS (
    SELECT
        record_id,
        '金额超比例' AS variant,
        CASE
            WHEN allowed_ppm IS NULL THEN net_fen
            ELSE net_fen - premium_fen * allowed_ppm // 1000000
        END AS amount_fen,
        year_end AS event_on,
        [] AS others,
        CASE
            WHEN allowed_ppm IS NULL THEN '拨付当年稳岗返还的比例与裁员率规定'
            WHEN net_fen <= premium_fen * most_ppm // 1000000 + $rounding_fen
                THEN '当地提高返还比例的文件'
        END AS missing,
        FALSE AS is_successor
    FROM line
    WHERE
        allowed_ppm IS NULL
        OR net_fen > premium_fen * allowed_ppm // 1000000 + $rounding_fen
),

found AS (
    SELECT * FROM ended
    UNION ALL BY NAME
    SELECT * FROM fewer
    UNION ALL BY NAME
    SELECT * FROM let_go
    UNION ALL BY NAME
    SELECT * FROM over
)

SELECT
    'organisation' AS subject_kind,
    line.firm_id AS subject_id,
    'social_security/失业保险稳岗返还' AS matter,
    line.record_id AS act,
    found.variant,
    line.paid_on AS act_on,
    found.event_on,
    line.paid_for AS period_from,
    line.year_end AS period_to,
    found.amount_fen,
    'T1' AS tier,
    NULL AS link_milli,
    [line.record_id] || found.others AS evidence_for,
    found.missing,
    MAP {
        'successor': CASE WHEN found.is_successor THEN 'yes' END
    } AS facts,
    handled(
        line.accepted_by, line.reviewed_by, line.approved_by, line.paid_by,
        line.district
    ) AS chain,
    CASE WHEN found.variant = '注销后拨付' THEN 'S2' ELSE 'S3' END AS severity
FROM found
INNER JOIN line ON found.record_id = line.record_id
