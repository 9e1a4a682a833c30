-- One row for each village and year: how many people's plots it has, the median of what
-- each is subsidised for besides land on lease by contract, and the sums.
WITH plot AS (
    SELECT
        *,
        greatest(subsidised_milli - proven_milli, 0) AS own_milli
    FROM state.land_year
    WHERE village IS NOT NULL AND is_firm(tier)
)

SELECT
    town,
    village,
    land_year,
    min(paid_for) AS paid_for,
    max(paid_for_to) AS paid_for_to,
    count(*) AS households,
    quantile_disc(own_milli, 0.5) AS median_milli,
    cast(sum(subsidised_milli) AS BIGINT) AS subsidised_milli,
    cast(sum(confirmed_milli + leased_milli) AS BIGINT) AS confirmed_milli,
    cast(sum(amount_fen) AS BIGINT) AS amount_fen,
    bool_or(is_open) AS is_open,
    min(accepted_by) AS accepted_by,
    min(reviewed_by) AS reviewed_by,
    min(approved_by) AS approved_by,
    min(paid_by) AS paid_by,
    list_sort(flatten(list(records))) AS records
FROM plot
GROUP BY town, village, land_year
