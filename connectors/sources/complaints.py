"""What a database complains of, in words for the operator and without its own text.

The server's text may quote a row or a query, so only its code is passed on.
"""

from collections.abc import Mapping

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from store.errors import CrosscheckError, DeliveryError, SettingsError, SourceError

REFUSED = "数据库不接受这个用户名或口令"
NO_RIGHT = "这个账号没有读取的权限"
NO_VIEW = "视图、表或列不存在"
NO_DATABASE = "没有这个库"
TOO_LONG = "语句超时或一直等锁，已放弃"
READ_ONLY = "只读会话里不能改动数据"
CODES: Mapping[str, str] = {
    "28P01": REFUSED, "28000": REFUSED, "1045": REFUSED, "1698": REFUSED,
    "42501": NO_RIGHT, "1142": NO_RIGHT, "1143": NO_RIGHT, "1044": NO_RIGHT,
    "42P01": NO_VIEW, "42703": NO_VIEW, "3F000": NO_VIEW, "1146": NO_VIEW,
    "1054": NO_VIEW, "1356": NO_VIEW,
    "3D000": NO_DATABASE, "1049": NO_DATABASE,
    "57014": TOO_LONG, "55P03": TOO_LONG, "1205": TOO_LONG, "1969": TOO_LONG,
    "3024": TOO_LONG,
    "25006": READ_ONLY, "1792": READ_ONLY,
}  # fmt: skip
REMEDIES: Mapping[str, str] = {
    REFUSED: "核对用户名和口令文件；不要反复重试，以免账号被锁",
    NO_RIGHT: "请数据单位给只读账号授予该视图的 SELECT 权限",
    NO_VIEW: "核对 views 里的名称，或请数据单位建好视图",
    NO_DATABASE: "核对 url 里的库名",
    TOO_LONG: "避开对方业务时间再取，或调大 statement_seconds；下一夜会自动再取",
    READ_ONLY: "queries 里只能写 SELECT",
}
AGAIN = "检查网络和对方服务器；下一夜会自动再取"
PASSWORD_WORDS = ("password authentication failed", "no password supplied", "认证失败")
DATABASE_WORDS = ("does not exist", "不存在")


def complaint_of(error: SQLAlchemyError, what: str) -> CrosscheckError:
    """Return the error of the house that a database's error amounts to."""
    code = _code(error)
    words = CODES.get(code) or _words_of_refusal(error)
    if words in (REFUSED, NO_DATABASE):
        return SettingsError(f"{what}：{words}", remedy=REMEDIES[words])
    if words == TOO_LONG:
        return SourceError(f"{what}：{words}", remedy=REMEDIES[words])
    if words:
        return DeliveryError(f"{what}：{words}", remedy=REMEDIES[words])
    shown = f"（代码 {code}）" if code else ""
    if isinstance(error, DBAPIError) and _is_line(error):
        return SourceError(f"{what}：连接中断或无法连接{shown}", remedy=AGAIN)
    return DeliveryError(
        f"{what}：数据库报错{shown}", remedy="请数据单位在数据库上试读该视图"
    )


def _is_line(error: DBAPIError) -> bool:
    """Say whether the line or the server failed, rather than the statement."""
    kind = type(error.orig).__name__
    return error.connection_invalidated or kind in (
        "OperationalError", "InterfaceError", "AdminShutdown", "ConnectionTimeout",
        "CrashShutdown", "CannotConnectNow",
    )  # fmt: skip


def _code(error: SQLAlchemyError) -> str:
    """Return the SQLSTATE of PostgreSQL or the number of MySQL, "" without one."""
    original = error.orig if isinstance(error, DBAPIError) else None
    first = original.args[0] if original is not None and original.args else ""
    if isinstance(first, int):
        return str(first)
    return str(getattr(original, "sqlstate", None) or "")


def _words_of_refusal(error: SQLAlchemyError) -> str:
    """Return what PostgreSQL says before there is a session, which has no code."""
    original = error.orig if isinstance(error, DBAPIError) else None
    said = str(original or "")
    if type(original).__name__ != "OperationalError" or "FATAL" not in said:
        return ""
    if any(word in said for word in PASSWORD_WORDS):
        return REFUSED
    return NO_DATABASE if any(word in said for word in DATABASE_WORDS) else ""
