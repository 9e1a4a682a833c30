"""Offices that deliver data beside those of `county.file`."""

DISABLED, HOUSING, LAND = "县残联", "县住建局", "县自然资源局"
FARMING, PLANNING, INSPECTION = "县农业农村局", "县发改局", "县委巡察办"
