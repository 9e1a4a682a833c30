"""`crosscheck keys`: the office's own signature, and whose signatures it accepts."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.cli.options import AsOfOption, HomeOption, JsonOption, day_of, home_of
from flows.cli.screen import write_json, write_line
from flows.clock import today
from flows.write_file import write_text
from store.errors import SettingsError
from store.settings import load_settings

if TYPE_CHECKING:  # slow to import, and --help must not be
    from store.signing import PublicKey

MAKE_HELP = "生成本单位的签名密钥：只有本人可读，绝不覆盖已有的。"
SHOW_HELP = "本单位公钥的指纹（电话里逐组念给对方），和信任的签发单位。"
TRUST_HELP = "信任一个签发单位：公钥文件，加上电话里听到的指纹。"
DISTRUST_HELP = "不再信任一个签发单位：以后不收它签的规则包。"
MOST_BYTES = 4096

keys_app = typer.Typer(help="签名密钥与信任名单。", no_args_is_help=True)


@keys_app.command("make", help=MAKE_HELP)
def make_key(home: HomeOption = None) -> None:
    """Make the office's signing key."""
    from store.signing import make_signing_key  # noqa: PLC0415 - slow; --help must not be

    key = make_signing_key(home_of(home).keys)
    write_line("已生成签名密钥 keys/signing.key，请另存备份，不要交给别人")
    write_line(f"公钥指纹：{key.public.fingerprint}")


@keys_app.command("show", help=SHOW_HELP)
def show_keys(
    home: HomeOption = None,
    out: Annotated[
        Path | None, typer.Option("--out", help="把公钥写成文件，交给收件单位。")
    ] = None,
    *,
    as_json: JsonOption = False,
) -> None:
    """Show the office's fingerprint and whom it trusts."""
    from store.signing import KEY_FILE, load_signing_key  # noqa: PLC0415 - as above
    from store.trusted import signers  # noqa: PLC0415 - as above

    place = home_of(home)
    name = load_settings(place).office.name
    has_key = (place.keys / KEY_FILE).exists()
    own = load_signing_key(place.keys).public if has_key or out else None
    if own and out:
        write_text(out, f"{own.line} {name}\n")
    known = signers(place.keys)
    if as_json:
        write_json(
            {
                "name": name,
                "fingerprint": own.fingerprint if own else None,
                "trusted": [
                    {**one.record, "fingerprint": one.key.fingerprint} for one in known
                ],
            }
        )
        return
    write_line(f"{name}：{own.fingerprint if own else '还没有签名密钥'}")
    for one in known:
        write_line(f"信任 {one.name}：{one.key.fingerprint}")
        write_line(f"    {one.checked_by}于 {one.checked_on} 电话核对")
    if not known:
        write_line("还没有信任的签发单位")


@keys_app.command("trust", help=TRUST_HELP)
def trust_signer(
    file: Annotated[Path, typer.Argument(metavar="公钥文件", help="对方的公钥文件。")],
    fingerprint: Annotated[
        str, typer.Option("--fingerprint", help="电话里听到的四十位数字，空格不计。")
    ],
    by: Annotated[str, typer.Option("--by", help="谁打电话核对的。")],
    home: HomeOption = None,
    as_of: AsOfOption = None,
) -> None:
    """Trust an office whose fingerprint was heard."""
    from store.trusted import Signer, trust  # noqa: PLC0415 - as above

    place = home_of(home)
    key, name = _public(file)
    signer = Signer(
        name=name, key=key, checked_by=by.strip(), checked_on=day_of(as_of, today())
    )
    trust(place.keys, signer, fingerprint)
    write_line(f"已信任 {name} 的签名")


@keys_app.command("distrust", help=DISTRUST_HELP)
def distrust_signer(
    name: Annotated[str, typer.Argument(metavar="单位", help="见 keys show。")],
    by: Annotated[str, typer.Option("--by", help="谁决定的。")],
    home: HomeOption = None,
    as_of: AsOfOption = None,
) -> None:
    """Trust an office no longer."""
    from store.trusted import distrust  # noqa: PLC0415 - as above

    distrust(home_of(home).keys, name, by=by, on=day_of(as_of, today()))
    write_line(f"不再信任 {name} 的签名；已应用的规则包不受影响，要撤请 rollback")


def _public(file: Path) -> "tuple[PublicKey, str]":
    """Return the key and the office's name in a public key file."""
    from store.signing import PublicKey  # noqa: PLC0415 - as above

    if not file.is_file():
        raise SettingsError(f"没有文件 {file.name}", remedy="检查路径")
    try:
        with file.open("rb") as stream:
            text = stream.read(MOST_BYTES).decode("utf-8-sig").strip()
        kind, key, name = text.split(" ", 2)
        return PublicKey.of_line(f"{kind} {key}"), name.strip()
    except ValueError as error:
        raise SettingsError(
            f"{file.name} 不是公钥文件",
            remedy="请对方运行 crosscheck keys show --out 文件，把该文件交来",
        ) from error
