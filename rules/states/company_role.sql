-- One row for each person and firm in which the person is or was legal
-- representative, owner, partner, shareholder, director or manager, with the time of
-- it: from the later of joining and founding to the earlier of leaving and
-- cancellation. `share_ppm` is null where no share is known. The register's own last
-- day stands as the version's end, too.
WITH firm AS (
    SELECT
        coalesce(organisation_id, credit_code) AS firm_id,
        max(organisation_name) AS firm_name,
        max(credit_code) AS credit_code,
        max(company_kind) AS company_kind,
        min(founded_on) AS founded_on,
        max(cancelled_on) AS cancelled_on,
        list(record_id ORDER BY record_id) AS records
    FROM resolved.company
    WHERE valid_to IS NULL OR valid_to IS NOT DISTINCT FROM cancelled_on
    GROUP BY coalesce(organisation_id, credit_code)
),

role AS (
    SELECT
        legal_representative_person_id AS person_id,
        coalesce(organisation_id, credit_code) AS firm_id,
        '法定代表人' AS member_kind,
        cast(NULL AS BIGINT) AS share_ppm,
        cast(NULL AS DATE) AS joined_on,
        cast(NULL AS DATE) AS left_on,
        legal_representative_link_tier AS tier,
        legal_representative_link_milli AS link_milli,
        record_id
    FROM resolved.company
    WHERE
        is_tied(legal_representative_link_tier)
        AND (valid_to IS NULL OR valid_to IS NOT DISTINCT FROM cancelled_on)
    UNION ALL BY NAME
    SELECT
        person_id,
        coalesce(organisation_id, credit_code) AS firm_id,
        member_kind,
        share_ppm,
        joined_on,
        left_on,
        link_tier AS tier,
        link_milli,
        record_id
    FROM resolved.company_member
    WHERE
        is_tied(link_tier)
        AND (valid_to IS NULL OR valid_to IS NOT DISTINCT FROM left_on)
)

SELECT
    role.person_id,
    role.firm_id,
    firm.firm_name,
    firm.credit_code,
    firm.company_kind,
    firm.founded_on,
    firm.cancelled_on,
    string_agg(DISTINCT role.member_kind, '、' ORDER BY role.member_kind) AS roles,
    max(role.share_ppm) AS share_ppm,
    greatest(min(coalesce(role.joined_on, firm.founded_on)), firm.founded_on)
        AS valid_from,
    least(
        CASE WHEN bool_and(role.left_on IS NOT NULL) THEN max(role.left_on) END,
        firm.cancelled_on
    ) AS valid_to,
    max(role.tier) AS tier,
    min(role.link_milli) AS link_milli,
    list_sort(list_distinct(list(role.record_id) || flatten(list(
        coalesce(firm.records, [])
    )))) AS records
FROM role
LEFT JOIN firm ON role.firm_id = firm.firm_id
GROUP BY
    role.person_id, role.firm_id, firm.firm_name, firm.credit_code,
    firm.company_kind, firm.founded_on, firm.cancelled_on
