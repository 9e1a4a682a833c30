-- Words that queries share. `handled` fills the slots of the chain from the columns
-- that name officials; `holds` says whether a period covers a day, open ends included;
-- `meets` whether two periods have a day in common, `lies_in` whether one lies wholly
-- in another; without a first day it lies in none. `is_agency` says whether a unit that
-- insures so many people, of whom so many hold a post, does it for somebody else.
-- `number_form` is a number with one hyphen for each run of other signs, `number_bare`
-- one without any.
CREATE MACRO handled(accepted_by, reviewed_by, approved_by, paid_by, unit) AS [
    struct_pack(
        step := '受理', person := accepted_by,
        unit := unit, "on" := NULL
    ),
    struct_pack(
        step := '审核', person := reviewed_by,
        unit := unit, "on" := NULL
    ),
    struct_pack(
        step := '审批', person := approved_by,
        unit := unit, "on" := NULL
    ),
    struct_pack(
        step := '拨付', person := paid_by,
        unit := unit, "on" := NULL
    )
];

CREATE MACRO holds(valid_from, valid_to, day) AS (
    coalesce(valid_from <= day, TRUE) AND coalesce(valid_to >= day, TRUE)
);

CREATE MACRO meets(from_one, to_one, from_other, to_other) AS (
    coalesce(from_one <= to_other, TRUE) AND coalesce(from_other <= to_one, TRUE)
);

CREATE MACRO lies_in(first_day, last_day, from_other, to_other) AS (
    first_day IS NOT NULL
    AND coalesce(first_day >= from_other, TRUE)
    AND (to_other IS NULL OR coalesce(last_day <= to_other, FALSE))
);

CREATE MACRO month_of(day) AS make_date(year(day), month(day), 1);

CREATE MACRO plain_name(written) AS regexp_replace(written, '[\s·•.．]', '', 'g');

CREATE MACRO is_agency(holders, people, least_holders) AS (
    holders >= least_holders AND holders * 2 >= people
);

CREATE MACRO number_form(written) AS trim(
    regexp_replace(upper(written), '[^0-9A-Z]+', '-', 'g'), '-'
);

CREATE MACRO number_bare(written) AS regexp_replace(
    upper(written), '[^0-9A-Z]', '', 'g'
);
