-- One row for each person known to be dead. A death known by a weak tie is a basis
-- only where no firm one is known; the earliest date counts, and one further off than
-- the registry's lag speaks against it.
WITH dated AS (
    SELECT
        *,
        is_firm(link_tier)
        OR NOT bool_or(is_firm(link_tier)) OVER (PARTITION BY person_id) AS is_basis,
        coalesce(
            min(died_on) FILTER (WHERE is_firm(link_tier))
                OVER (PARTITION BY person_id),
            min(died_on) OVER (PARTITION BY person_id)
        ) AS first_on
    FROM resolved.death
    WHERE is_tied(link_tier) AND died_on IS NOT NULL
)

SELECT
    dated.person_id,
    dated.first_on AS died_on,
    min(dated.registered_on) FILTER (WHERE dated.is_basis) AS registered_on,
    count(DISTINCT dated.source) FILTER (WHERE dated.is_basis) AS sources,
    max(dated.link_tier) FILTER (WHERE dated.is_basis) AS tier,
    min(dated.link_milli) FILTER (WHERE dated.is_basis) AS link_milli,
    coalesce(
        list(dated.record_id ORDER BY dated.record_id)
        FILTER (
            WHERE dated.is_basis
            AND dated.died_on <= dated.first_on + coalesce(lag.days, 0)
        ),
        []
    ) AS records,
    coalesce(
        list(dated.record_id ORDER BY dated.record_id)
        FILTER (WHERE dated.died_on > dated.first_on + coalesce(lag.days, 0)),
        []
    ) AS other_records
FROM dated
LEFT JOIN policy.registry_lag AS lag
    ON
        lag.registry = 'death'
        AND dated.first_on >= lag.valid_from
        AND (lag.valid_to IS NULL OR dated.first_on <= lag.valid_to)
GROUP BY dated.person_id, dated.first_on
