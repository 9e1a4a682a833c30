-- One row for each person and thing that speaks against need, with the time of it: a
-- post in public service or its pay, a motor vehicle, a bought flat, a firm that is
-- led or owned. `asset` is the word of the policy tables; `held_to` is the first day
-- without it, `is_unclear` where it is gone and not since when.
SELECT
    person_id,
    '在编人员' AS asset,
    '公职' AS sort,
    appointed_on AS held_from,
    removed_on AS held_to,
    FALSE AS is_unclear,
    tier,
    link_milli,
    records
FROM state.official
WHERE identity IN ('公务员', '参公', '事业在编')
UNION ALL BY NAME
SELECT
    person_id,
    '在编人员' AS asset,
    '公职' AS sort,
    wage_month AS held_from,
    last_day(wage_month) + 1 AS held_to,
    FALSE AS is_unclear,
    tier,
    link_milli,
    records
FROM state.wage
WHERE category = 'fiscal'
UNION ALL BY NAME
SELECT
    person_id,
    coalesce(vehicle_kind, '未登记种类') AS asset,
    '车辆' AS sort,
    held_from,
    held_to,
    is_unclear,
    tier,
    link_milli,
    records
FROM state.vehicle_held
UNION ALL BY NAME
SELECT
    person_id,
    '商品房' AS asset,
    '住房' AS sort,
    held_from,
    held_to,
    is_unclear,
    tier,
    link_milli,
    records
FROM state.home_held
WHERE
    nature = '商品房'
    AND NOT is_minor_share
    AND coalesce(acquired_by, '购买') = '购买'
UNION ALL BY NAME
SELECT
    person_id,
    CASE
        WHEN company_kind IN ('个体工商户', '农民专业合作社') THEN company_kind
        ELSE '企业'
    END AS asset,
    '企业' AS sort,
    valid_from AS held_from,
    valid_to AS held_to,
    FALSE AS is_unclear,
    tier,
    link_milli,
    records
FROM state.company_role
WHERE roles NOT IN ('监事', '成员')
