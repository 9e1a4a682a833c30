-- One row for each subsidy due to a person that went to an account of nobody of the
-- family, to a relative's account just changed to, or back to an account left before.
WITH coded AS (
    SELECT
        project_code,
        CASE WHEN min(granularity) = max(granularity) THEN min(granularity) END
            AS granularity,
        bool_or(kind IN ('丧葬', '抚恤')) AS is_of_death
    FROM resolved.subsidy_project
    WHERE project_code IS NOT NULL
    GROUP BY project_code
),

paid AS MATERIALIZED (
    SELECT
        payment.*,
        CASE
            WHEN is_tied(payment.payee_link_tier) THEN payment.payee_person_id
        END AS holder_id,
        coalesce(payment.paid_on, payment.paid_for_to, payment.paid_for) AS on_day
    FROM resolved.subsidy_payment AS payment
    INNER JOIN coded ON payment.project_code = coded.project_code
    WHERE
        coded.granularity = '人'
        AND NOT coalesce(coded.is_of_death, FALSE)
        AND is_tied(payment.link_tier)
        AND payment.amount_fen > 0
        AND coalesce(payment.payment_result, '') NOT IN ('失败', '退回')
),

other AS (
    SELECT
        paid.*,
        kin.other_id IS NOT NULL AS is_family,
        coalesce(kin.records, []) AS kin_records
    FROM paid
    LEFT JOIN state.kin AS kin
        ON
            paid.person_id = kin.person_id
            AND paid.holder_id = kin.other_id
            -- Blood has no first day: only a wedding makes somebody a relative.
            AND holds(
                CASE kin.kind WHEN '婚姻' THEN kin.valid_from END,
                kin.valid_to,
                paid.on_day
            )
    WHERE
        (
            paid.holder_id != paid.person_id
            AND NOT is_chained(paid.link_tier, paid.payee_link_tier)
        )
        OR (
            paid.holder_id IS NULL
            AND paid.payee_name_key != paid.name_key
            AND paid.payee_id_text IS DISTINCT FROM paid.id_text
        )
),

posted AS (
    SELECT
        other.record_id,
        list_sort(list_distinct(flatten(list(post.records)))) AS records
    FROM other
    INNER JOIN state.official_or_kin AS post
        ON
            other.holder_id = post.person_id
            AND holds(post.appointed_on, post.removed_on, other.on_day)
    WHERE NOT other.is_family AND is_firm(post.tier)
    GROUP BY other.record_id
),

crowd AS (
    SELECT other.account_number
    FROM other
    LEFT JOIN state.home AS home
        ON
            other.person_id = home.person_id
            AND holds(home.held_from, home.maybe_to, other.on_day)
    WHERE
        NOT other.is_family
        AND other.account_number IS NOT NULL
        AND is_firm(other.link_tier)
    GROUP BY other.account_number
    HAVING
        count(DISTINCT other.person_id) >= $account_people
        AND count(DISTINCT coalesce(home.household_number, other.person_id)) > 1
),

used AS (
    SELECT
        paid.person_id,
        paid.account_number,
        min(paid.on_day) AS first_on
    FROM paid
    SEMI JOIN other ON paid.person_id = other.person_id
    WHERE paid.account_number IS NOT NULL
    GROUP BY paid.person_id, paid.account_number
),

changed AS (
    SELECT
        *,
        min(first_on) OVER (PARTITION BY person_id) < first_on AS is_later
    FROM used
),

-- Most people keep one account; only the others' lines need to be put in order.
moved AS (
    SELECT
        person_id,
        project_code
    FROM paid
    WHERE account_number IS NOT NULL
    GROUP BY person_id, project_code
    HAVING min(account_number) != max(account_number)
),

spell AS (
    SELECT
        paid.*,
        lag(paid.account_number) OVER one_project AS left_account
    FROM paid
    SEMI JOIN moved
        ON
            paid.person_id = moved.person_id
            AND paid.project_code = moved.project_code
    WHERE paid.account_number IS NOT NULL
    WINDOW one_project AS (
        PARTITION BY paid.person_id, paid.project_code
        ORDER BY paid.on_day, paid.record_id
    )
),

turn AS (
    SELECT
        *,
        lag(left_account) OVER one_project AS account_before,
        lag(on_day) OVER one_project AS left_on,
        lag(record_id) OVER one_project AS left_record
    FROM spell
    WHERE account_number != left_account
    WINDOW one_project AS (
        PARTITION BY person_id, project_code ORDER BY on_day, record_id
    )
),

found AS (
    SELECT
        other.*,
        CASE
            WHEN crowd.account_number IS NOT NULL THEN '多人共用'
            WHEN posted.record_id IS NOT NULL THEN '干部账户'
            ELSE '他人账户'
        END AS variant,
        coalesce(posted.records, []) AS records,
        posted.record_id IS NOT NULL AS is_posted,
        other.on_day AS event_on
    FROM other
    LEFT JOIN posted ON other.record_id = posted.record_id
    LEFT JOIN crowd ON other.account_number = crowd.account_number
    WHERE NOT other.is_family
    UNION ALL BY NAME
    SELECT
        other.*,
        CASE
            WHEN died.died_on IS NULL THEN '变更后大额' ELSE '死亡后变更'
        END AS variant,
        other.kin_records || coalesce(died.records, []) AS records,
        FALSE AS is_posted,
        changed.first_on AS event_on
    FROM other
    INNER JOIN changed
        ON
            other.person_id = changed.person_id
            AND other.account_number = changed.account_number
            AND changed.is_later
    LEFT JOIN state.death AS died
        ON
            other.person_id = died.person_id
            AND other.paid_for > last_day(died.died_on)
            AND changed.first_on > last_day(died.died_on)
            AND NOT is_chained(other.link_tier, died.tier)
    WHERE
        other.is_family
        AND (
            died.died_on IS NOT NULL
            OR (
                other.amount_fen >= $large_fen
                AND other.on_day <= changed.first_on + $change_days
            )
        )
    UNION ALL BY NAME
    SELECT
        turn.*,
        '反复变更' AS variant,
        [turn.left_record] AS records,
        FALSE AS is_posted,
        turn.left_on AS event_on
    FROM turn
    WHERE
        turn.account_number = turn.account_before
        AND turn.on_day <= turn.left_on + $turn_days
)

SELECT
    record_id AS act,
    variant,
    on_day AS act_on,
    event_on,
    coalesce(paid_for, on_day) AS period_from,
    coalesce(paid_for_to, paid_for, on_day) AS period_to,
    amount_fen,
    CASE WHEN variant = '多人共用' THEN 'account' ELSE 'person' END AS subject_kind,
    CASE WHEN variant = '多人共用' THEN account_number ELSE person_id END
        AS subject_id,
    CASE
        WHEN variant = '多人共用' THEN 'relief/惠民补贴'
        ELSE 'relief/' || project_name
    END AS matter,
    CASE
        WHEN holder_id IS NULL OR variant = '反复变更' THEN link_tier
        ELSE greatest(link_tier, payee_link_tier)
    END AS tier,
    CASE
        WHEN holder_id IS NULL OR variant = '反复变更' THEN link_milli
        ELSE least(link_milli, payee_link_milli)
    END AS link_milli,
    [record_id] || records AS evidence_for,
    CASE
        WHEN
            holder_id IS NULL
            AND variant = '他人账户'
            AND (
                coalesce(payee_id_text, '') = ''
                OR coalesce(payee_id_kind NOT IN ('valid', 'valid15'), FALSE)
            )
            THEN '收款人可用的身份证件号码'
        -- A spreadsheet turns the last three digits to noughts: one number, or two?
        WHEN
            variant IN ('他人账户', '干部账户', '多人共用')
            AND left(id_text, 15) = left(payee_id_text, 15)
            AND '000' IN (substr(id_text, 16), substr(payee_id_text, 16))
            THEN '末三位未丢失的身份证件号码'
    END AS missing,
    MAP {
        'payee_name': payee_name,
        'payee_id': holder_id,
        'beneficiary_id': person_id
    } AS facts,
    handled(accepted_by, reviewed_by, approved_by, paid_by, town) AS chain,
    CASE WHEN variant = '多人共用' AND is_posted THEN 'S1' ELSE 'S2' END AS severity
FROM found
-- A line that goes back to a stranger's account counts once, as the stranger's.
QUALIFY
    row_number() OVER (PARTITION BY record_id ORDER BY variant = '反复变更', variant) = 1
