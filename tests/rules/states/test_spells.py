"""What a full register knew on a day: vanished, changed, corrected, returned rows.

The registers came on 2026-03-10, 2026-06-10 and 2026-09-10; a row that the first had
has no `valid_from`, one that the last has no `valid_to`, unless its own dates stand
there (`checks.validity`, `checks.current`).
"""

from tests.rules.states.asked import check_state

CADRE, VEHICLE = "registry/cadre", "registry/vehicle"
HOME, CUSTODY = "registry/real_estate", "registry/custody"
KEPT = "relief/tekun_person"

CAR = (
    "record_id | supplier | person_id | plate_number | vehicle_kind | acquired_on "
    "| delivered_on | valid_from | valid_to | left_on | status"
)
# Somebody else's car, so that there was a register in June at all.
OTHER = "V9 | 公安局 | P9 | Z9 | 小型轿车 | 2026-05-01 | 2026-06-10 | 2026-05-01 | | | "
OF_OTHER = "P9 | 2026-05-01 | | False | V9"
HELD = "person_id | held_from | held_to | is_unclear | records"


def _cars(*rows: str) -> dict[str, str]:
    return {VEHICLE: "\n".join((CAR, OTHER, *rows))}


def test_a_vehicle_that_vanished_was_held_until_the_last_register_had_it() -> None:
    check_state(
        "vehicle_held",
        given=_cars(
            "V1 | 公安局 | P1 | Z1 | 小型轿车 | 2020-05-01 | 2026-03-10 | 2020-05-01 "
            "| 2026-09-09 | |",
        ),
        expect=f"""{HELD}
            {OF_OTHER}
            P1 | 2020-05-01 | 2026-06-10 | False | V1
            P1 | 2020-05-01 | 2026-09-10 | True | V1
        """,
    )


def test_a_vehicle_row_that_was_corrected_is_one_time() -> None:
    check_state(
        "vehicle_held",
        given=_cars(
            "V1 | 公安局 | P1 | Z1 | 小型轿车 | 2020-05-01 | 2026-03-10 | 2020-05-01 "
            "| 2026-06-09 | |",
            "V2 | 公安局 | P1 | Z1 | 小型客车 | 2020-05-01 | 2026-06-10 | 2020-05-01 "
            "| | |",
        ),
        expect=f"""{HELD}
            {OF_OTHER}
            P1 | 2020-05-01 | | False | V2
        """,
    )


def test_a_purchase_day_that_was_corrected_speaks_alone() -> None:
    check_state(
        "vehicle_held",
        given=_cars(
            "V1 | 公安局 | P1 | Z1 | 小型轿车 | 2020-05-01 | 2026-03-10 | 2020-05-01 "
            "| 2026-06-09 | |",
            "V2 | 公安局 | P1 | Z1 | 小型轿车 | 2025-05-01 | 2026-06-10 | 2025-05-01 "
            "| | |",
        ),
        expect=f"""{HELD}
            {OF_OTHER}
            P1 | 2025-05-01 | | False | V2
        """,
    )


def test_a_vehicle_that_came_back_was_held_all_along() -> None:
    check_state(
        "vehicle_held",
        given=_cars(
            "V1 | 公安局 | P1 | Z1 | 小型轿车 | 2020-05-01 | 2026-03-10 | 2020-05-01 "
            "| 2026-06-09 | |",
            "V3 | 公安局 | P1 | Z1 | 小型轿车 | 2020-05-01 | 2026-09-10 | 2020-05-01 "
            "| | |",
        ),
        expect=f"""{HELD}
            {OF_OTHER}
            P1 | 2020-05-01 | | False | V3
        """,
    )


def test_a_vehicle_sold_and_later_bought_again_is_two_times() -> None:
    check_state(
        "vehicle_held",
        given=_cars(
            "V1 | 公安局 | P1 | Z1 | 小型轿车 | 2020-05-01 | 2026-03-10 | 2020-05-01 "
            "| 2023-01-31 | 2023-01-31 | 转出",
            "V2 | 公安局 | P1 | Z1 | 小型轿车 | 2025-05-01 | 2026-03-10 | 2025-05-01 "
            "| | | 正常",
        ),
        expect=f"""{HELD}
            {OF_OTHER}
            P1 | 2020-05-01 | 2023-01-31 | False | V1
            P1 | 2025-05-01 | | False | V2
        """,
    )


DRIVEN = (
    "record_id | supplier | person_id | plate_number | first_registered_on "
    "| acquired_on | delivered_on | valid_from | valid_to"
)
# One car that was there in March already, so that its own day counts.
FIRST = "V1 | 公安局 | P1 | Z1 | 2019-01-01 | | 2026-03-10 | | "


def test_a_vehicle_taken_over_on_no_known_day_is_held_since_the_register_has_it_so() -> (
    None
):
    check_state(
        "vehicle_held",
        given={
            VEHICLE: f"""{DRIVEN}
                {FIRST}
                V2 | 公安局 | P2 | Z2 | 2019-01-01 | | 2026-06-10 | 2026-06-10 |
                V3 | 公安局 | P3 | Z3 | 2026-04-02 | | 2026-06-10 | 2026-06-10 |
            """
        },
        expect=f"""{HELD}
            P1 | 2019-01-01 | | False | V1
            P2 | 2026-06-10 | | False | V2
            P2 | 2026-03-10 | 2026-06-10 | True | V2
            P3 | 2026-04-02 | | False | V3
        """,
    )


def test_officials_who_vanish_move_up_or_come_back() -> None:
    check_state(
        "official",
        given={
            CADRE: """
record_id|supplier|person_id|unit_name|position|appointed_on|delivered_on|valid_to
K1 | 编办 | P1 | 水利局 | 科员 | 2015-01-01 | 2026-03-10 | 2026-06-09
K2 | 编办 | P2 | 水利局 | 科员 | 2015-01-01 | 2026-03-10 | 2026-06-09
K3 | 编办 | P2 | 水利局 | 科长 | 2015-01-01 | 2026-06-10 |
K4 | 编办 | P3 | 水利局 | 科员 | 2015-01-01 | 2026-03-10 | 2026-06-09
K5 | 编办 | P3 | 水利局 | 科员 | 2015-01-01 | 2026-09-10 |
"""
        },
        expect="""person_id | position | appointed_on | removed_on | records
            P1 | 科员 | 2015-01-01 | 2026-03-10 | K1
            P2 | 科长 | 2015-01-01 | | K3
            P3 | 科员 | 2015-01-01 | | K5
        """,
    )


def test_a_dwelling_that_vanished_was_owned_until_the_last_register_had_it() -> None:
    check_state(
        "home_held",
        given={
            HOME: """
record_id|supplier|person_id|unit_number|use_kind|price_fen|registered_on|delivered_on|valid_to
E1 | 登记中心 | P1 | U1 | 住宅 | | 2020-05-01 | 2026-03-10 | 2026-06-09
E2 | 登记中心 | P2 | U2 | 住宅 | | 2020-05-01 | 2026-03-10 | 2026-06-09
E3 | 登记中心 | P2 | U2 | 住宅 | 9 | 2020-05-01 | 2026-06-10 |
"""
        },
        expect="""person_id | held_from | held_to | is_unclear | records
            P1 | 2020-05-01 | 2026-03-10 | False | E1
            P1 | 2020-05-01 | 2026-06-10 | True | E1
            P2 | 2020-05-01 | | False | E3
        """,
    )


def test_prisoners_who_vanish_before_their_term_is_over() -> None:
    check_state(
        "custody",
        given={
            CUSTODY: """
record_id|supplier|person_id|exec_mode|started_on|ended_on|delivered_on|valid_to
C1 | 司法局 | P1 | 监狱执行 | 2025-01-10 | | 2026-03-10 | 2026-06-09
C2 | 司法局 | P2 | 监狱执行 | 2025-01-10 | 2027-01-09 | 2026-03-10 | 2026-06-09
C3 | 司法局 | P3 | 监狱执行 | 2025-01-10 | 2026-04-09 | 2026-03-10 | 2026-06-09
C4 | 司法局 | P4 | 监狱执行 | 2025-01-10 | 2027-01-09 | 2026-03-10 | 2026-06-09
C5 | 司法局 | P4 | 监狱执行 | 2025-01-10 | 2026-12-09 | 2026-06-10 |
"""
        },
        expect="""person_id | ended_on | maybe_to | records
            P1 | 2026-03-10 | 2026-06-09 | C1
            P2 | 2026-03-10 | 2026-06-09 | C2
            P3 | 2026-04-09 | 2026-04-09 | C3
            P4 | 2026-12-09 | 2026-12-09 | C5
        """,
    )


def test_who_went_from_the_list_of_the_kept_without_a_day() -> None:
    check_state(
        "support_spell",
        given={
            KEPT: """
record_id|supplier|person_id|standard_fen|first_for|delivered_on|valid_to
T1 | 民政局 | P1 | 90000 | 2024-01-01 | 2026-03-10 | 2026-06-09
T2 | 民政局 | P2 | 90000 | 2024-01-01 | 2026-03-10 | 2026-06-09
T3 | 民政局 | P2 | 95000 | 2024-01-01 | 2026-06-10 |
"""
        },
        expect="""person_id | valid_from | valid_to | maybe_to | month_fen | records
            P1 | 2024-01-01 | 2026-03-10 | 2026-06-09 | 90000 | T1
            P2 | 2024-01-01 | | | 95000 | T3
        """,
    )
