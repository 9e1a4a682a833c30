-- One row for each time a person is or was legal representative, owner, partner,
-- shareholder, director or manager of a firm: from the later of joining and founding to
-- the earlier of leaving and cancellation. Roles that overlap are one time. Who leads a
-- firm has no date of its own: it is the versions of the register that tell since when
-- and until when; the firm's first leader leads it since the founding. Where somebody
-- went without a day, `valid_to` is the last register that had the role, and until
-- `maybe_to` nobody knows; of who is first seen in a later register nobody knows from
-- `maybe_from` until `valid_from`. `share_ppm` is null where no share is known.
WITH role AS (
    SELECT
        legal_representative_person_id AS person_id,
        coalesce(organisation_id, credit_code) AS firm_id,
        '法定代表人' AS member_kind,
        cast(NULL AS BIGINT) AS share_ppm,
        held_from,
        maybe_from,
        held_to,
        maybe_to,
        legal_representative_link_tier AS tier,
        legal_representative_link_milli AS link_milli,
        versions
    FROM
        spell(
            'resolved.company',
            row(
                coalesce(organisation_id, credit_code), legal_representative_person_id
            ),
            cast(NULL AS DATE),
            cancelled_on
        )
    WHERE is_tied(legal_representative_link_tier)
    UNION ALL BY NAME
    SELECT
        person_id,
        coalesce(organisation_id, credit_code) AS firm_id,
        member_kind,
        share_ppm,
        held_from,
        maybe_from,
        held_to,
        maybe_to,
        link_tier AS tier,
        link_milli,
        versions
    FROM
        spell(
            'resolved.company_member',
            row(coalesce(organisation_id, credit_code), person_id, member_kind),
            joined_on,
            left_on
        )
    WHERE is_tied(link_tier)
),

dated AS (
    SELECT
        role.* EXCLUDE (held_from, maybe_from, held_to, maybe_to, versions),
        firm.* EXCLUDE (firm_id, gone_to, maybe_to, is_revoked, record_id, records),
        CASE
            WHEN coalesce(firm.founded_on >= role.maybe_from, FALSE)
                THEN firm.founded_on
            ELSE greatest(role.held_from, firm.founded_on)
        END AS valid_from,
        greatest(role.maybe_from + 1, firm.founded_on) AS maybe_from,
        least(role.held_to, firm.cancelled_on, firm.gone_to) AS valid_to,
        least(role.maybe_to, firm.cancelled_on, firm.maybe_to) AS maybe_to,
        role.versions || coalesce(firm.records, []) AS records
    FROM role
    LEFT JOIN state.firm AS firm ON role.firm_id = firm.firm_id
    WHERE
        coalesce(
            firm.founded_on >= role.maybe_from
            OR role.held_from <= least(role.held_to, firm.cancelled_on, firm.gone_to),
            TRUE
        )
),

apart AS (
    SELECT
        *,
        coalesce(
            valid_from > max(coalesce(valid_to, cast('9999-12-31' AS DATE))) OVER (
                PARTITION BY person_id, firm_id
                ORDER BY
                    valid_from ASC NULLS FIRST, valid_to ASC NULLS LAST,
                    member_kind ASC, records ASC
                ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
            ) + 1,
            FALSE
        ) AS is_anew
    FROM dated
),

span AS (
    SELECT
        *,
        count(*) FILTER (WHERE is_anew) OVER (
            PARTITION BY person_id, firm_id
            ORDER BY
                valid_from ASC NULLS FIRST, valid_to ASC NULLS LAST,
                member_kind ASC, records ASC
            ROWS UNBOUNDED PRECEDING
        ) AS span_no
    FROM apart
)

SELECT
    person_id,
    firm_id,
    firm_name,
    credit_code,
    company_kind,
    founded_on,
    cancelled_on,
    string_agg(DISTINCT member_kind, '、' ORDER BY member_kind) AS roles,
    max(share_ppm) AS share_ppm,
    min(valid_from) AS valid_from,
    min(coalesce(maybe_from, valid_from)) AS maybe_from,
    CASE WHEN bool_and(valid_to IS NOT NULL) THEN max(valid_to) END AS valid_to,
    CASE WHEN bool_and(valid_to IS NOT NULL) THEN max(maybe_to) END AS maybe_to,
    max(tier) AS tier,
    min(link_milli) AS link_milli,
    list_sort(list_distinct(flatten(list(records)))) AS records
FROM span
GROUP BY
    person_id, firm_id, firm_name, credit_code, company_kind, founded_on,
    cancelled_on, span_no
