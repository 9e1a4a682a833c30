-- One row for each lease of a village that was not dissolved, as last delivered; one
-- that is gone from later registers stands as of its last delivery. `rent_each` is the
-- year's rent of a thousandth of the area's unit, `latest_on` the day of the newest.
SELECT
    *,
    annual_rent_fen * 1000 // nullif(area_milli, 0) AS rent_each,
    max(signed_on) OVER () AS latest_on
FROM resolved.village_contract
WHERE coalesce(status, '履行中') != '已解除'
QUALIFY
    row_number() OVER (
        PARTITION BY contract_number
        ORDER BY delivered_on DESC NULLS LAST, record_id DESC
    ) = 1
