-- One row for each tenancy of public housing or grant for rent, as last delivered.
-- `seen_on` is the day it ended, else the day of the delivery.
SELECT
    *,
    coalesce(support_kind, '实物配租') AS kind,
    coalesce(left_on, delivered_on) AS seen_on
FROM resolved.public_rental
WHERE is_tied(link_tier)
QUALIFY row_number() OVER (
    PARTITION BY regexp_replace(upper(contract_number), '[^0-9A-Z]', '', 'g')
    ORDER BY delivered_on DESC NULLS LAST, record_id DESC
) = 1
