"""Read a matching model: one that comes with the product, or an office's own file."""

import tomllib
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from pydantic import ValidationError

from identity.matcher.model import Model
from identity.matcher.model_check import mistakes
from store.errors import MatchError

MODELS = files("identity") / "models"
SUFFIX = ".toml"
NAME = "name"
SAID = {"extra_forbidden": "没有这一项", "missing": "缺这一项"}


def load_model(named: str) -> Model:
    """Return the model of that name, or of that TOML file.

    Raises `MatchError` with the place of the mistake.
    """
    source = _source(named)
    try:
        text = source.read_text(encoding="utf-8")
        content = tomllib.loads(text)
        if NAME in content:
            raise MatchError(f"匹配模型 {source.name}：{NAME}：没有这一项")
        model = Model(name=Path(source.name).stem, **content)
    except UnicodeDecodeError:
        raise MatchError(
            f"匹配模型 {source.name} 不是 UTF-8 编码", remedy="另存为 UTF-8 再试"
        ) from None
    except tomllib.TOMLDecodeError as error:
        raise MatchError(f"匹配模型 {source.name} 不是有效的 TOML：{error}") from None
    except ValidationError as error:
        raise MatchError(f"匹配模型 {source.name}：{_first(error)}") from None
    for mistake in mistakes(model):
        raise MatchError(f"匹配模型 {source.name}：{mistake}")
    return model


def _source(named: str) -> Traversable:
    if Path(named).suffix == SUFFIX and Path(named).is_file():
        return Path(named)
    own = MODELS / f"{named}{SUFFIX}"
    if own.is_file():
        return own
    known = "、".join(sorted(Path(one.name).stem for one in MODELS.iterdir()))
    raise MatchError(
        f"没有匹配模型“{named}”", remedy=f"可用：{known}，或一个 .toml 文件"
    )


def _first(error: ValidationError) -> str:
    first = error.errors()[0]
    place = ".".join(str(part) for part in first["loc"])
    own = first.get("ctx", {}).get("error")
    said = SAID.get(first["type"]) or (str(own) if own else "写的值不对")
    return f"{place}：{said}" if place else said
