"""Take an analyst's word on two records that the last night knows."""

from identity.judgements import Judgement, add_judgement
from store.errors import SettingsError
from store.home import Home
from store.lock import hold
from store.warehouse import Warehouse, read_sql

LOCK = ".lock"
REMEDY = (
    "写作 数据集|角色|记录编号，外面加引号；编号见已发布的表 identity.link"
    "（warehouse.duckdb）"
)


def judge(home: Home, given: Judgement) -> Judgement:
    """Record a judgement and return it as recorded.

    Raises `SettingsError` where no night was published or it does not know one of
    the records, `BusyError` while another judgement is being recorded.
    """
    _check_known(home, given.left.strip(), given.right.strip())
    with hold(home.judgements / LOCK, busy="正在记下另一条判定"):
        return add_judgement(home.judgements, given)


def _check_known(home: Home, left: str, right: str) -> None:
    if not home.warehouse.is_file():
        raise SettingsError("还没有运行过", remedy="先运行 crosscheck night")
    asked = {"one": left, "other": right}
    with Warehouse.published(home.warehouse) as warehouse:
        known = set(warehouse.frame(read_sql("flows", "judge"), asked)["reference"])
    if unknown := [one for one in (left, right) if one not in known]:
        raise SettingsError(f"上一夜没有记录 {'、'.join(unknown)}", remedy=REMEDY)
