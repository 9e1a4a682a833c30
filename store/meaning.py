"""What a column can mean; each meaning has one storage type and one normaliser."""

from enum import StrEnum
from typing import TypeAlias

import polars as pl

PolarsType: TypeAlias = type[pl.DataType] | pl.DataType


class Meaning(StrEnum):
    """The meaning of a column, from which type, reading and checks follow."""

    ID_NUMBER = "id_number"  # 公民身份号码, as delivered
    PERSON_NAME = "person_name"  # 姓名, as delivered
    ORGANISATION_NAME = "organisation_name"  # 单位名称, as delivered
    CREDIT_CODE = "credit_code"  # 统一社会信用代码, as delivered
    ACCOUNT_NUMBER = "account_number"  # 银行账号
    PHONE = "phone"
    ADDRESS = "address"
    PLACE = "place"  # 乡镇、村、组
    MONEY = "money"  # integer 分; the column's name ends in `_fen`
    RATE = "rate"  # integer millionths a year; name ends in `_ppm`
    QUANTITY = "quantity"  # integer thousandths; name ends in `_milli`
    COUNT = "count"  # a whole number
    DATE = "date"  # a day
    PERIOD = "period"  # first day, with the last day in `<name>_to`
    CODE = "code"  # one of a code list
    NUMBER = "number"  # a number the state or a bank gave: 合同编号、户号
    TEXT = "text"

    @property
    def sql(self) -> str:
        """Return the DuckDB type that stores this meaning."""
        return _SQL.get(self, "VARCHAR")

    @property
    def polars(self) -> PolarsType:
        """Return the polars type that stores this meaning."""
        return _POLARS.get(self, pl.String)

    @property
    def is_personal(self) -> bool:
        """Say whether a column of this meaning points at a person by itself."""
        return self in _PERSONAL


_SQL = {
    Meaning.MONEY: "BIGINT",
    Meaning.RATE: "INTEGER",
    Meaning.QUANTITY: "BIGINT",
    Meaning.COUNT: "INTEGER",
    Meaning.DATE: "DATE",
    Meaning.PERIOD: "DATE",
}
_POLARS: dict[Meaning, PolarsType] = {
    Meaning.MONEY: pl.Int64,
    Meaning.RATE: pl.Int32,
    Meaning.QUANTITY: pl.Int64,
    Meaning.COUNT: pl.Int32,
    Meaning.DATE: pl.Date,
    Meaning.PERIOD: pl.Date,
}
_PERSONAL = frozenset(
    {
        Meaning.ID_NUMBER,
        Meaning.PERSON_NAME,
        Meaning.ACCOUNT_NUMBER,
        Meaning.PHONE,
        Meaning.ADDRESS,
    }
)
SUFFIXES = {Meaning.MONEY: "_fen", Meaning.RATE: "_ppm", Meaning.QUANTITY: "_milli"}
