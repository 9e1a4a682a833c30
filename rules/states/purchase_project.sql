-- One row for each section of a purchase, as the last register that had the purchase
-- says it: what was bought stays bought, whether or not a later register repeats it; of
-- a purchase that was corrected the last word counts alone.
SELECT *
FROM resolved.procurement_project
QUALIFY rank() OVER (
    PARTITION BY supplier, coalesce(project_number, record_id)
    ORDER BY valid_to DESC NULLS FIRST
) = 1
