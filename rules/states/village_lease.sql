-- One row for each lease of a village that was not dissolved, as last delivered. The
-- lease's own last day stands as the version's end.
SELECT *
FROM resolved.village_contract
WHERE
    (valid_to IS NULL OR valid_to IS NOT DISTINCT FROM ends_on)
    AND coalesce(status, '履行中') != '已解除'
QUALIFY
    row_number() OVER (
        PARTITION BY contract_number
        ORDER BY delivered_on DESC NULLS LAST, record_id DESC
    ) = 1
