-- One row for each lease of a village that was not dissolved, as last delivered; one
-- that is gone from later registers stands as of its last delivery.
SELECT *
FROM resolved.village_contract
WHERE coalesce(status, '履行中') != '已解除'
QUALIFY
    row_number() OVER (
        PARTITION BY contract_number
        ORDER BY delivered_on DESC NULLS LAST, record_id DESC
    ) = 1
