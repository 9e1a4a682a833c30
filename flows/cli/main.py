"""`crosscheck`: the commands, and one red line with an exit code for each mistake."""

import sys
from importlib.metadata import PackageNotFoundError, version
from typing import Annotated

import typer

from flows.cli import (
    audit_tests,
    calendar,
    catalogue,
    clues,
    contracts,
    counters,
    county,
    exchange,
    identity_ask,
    identity_explain,
    identity_group,
    identity_judge,
    identity_kin,
    identity_report,
    identity_splink,
    identity_train,
    inbox,
    keys,
    ledger,
    link,
    make_home,
    night,
    packs,
    policy,
    purge,
    quality,
    rollup,
    rule_map,
    rule_new,
    rule_show,
    rule_try,
    rule_withdraw,
    withdraw,
)
from flows.cli.chinese import speak_chinese
from flows.cli.guard import run_to_end

HELP = """部门数据夜间交叉比对：数据放进 inbox，次日看晨报和疑点清单。

疑点不是结论。本工具从不认定违纪违法，从不改动部门数据，从不连接外网。
"""
INIT = "新建工作目录：各子目录、带注释的 crosscheck.toml 和本单位密钥。"
COUNTY = "造一个虚构的县：可直接运行的工作目录、各部门报送的文件和答案。"
NIGHT = """运行一夜：读取收件目录，校验、比对，发布疑点与晨报。

中途被打断时再运行一次即可，已算完的不会重算。
"""
SERVE = "按设置中的 cron（北京时间）每夜运行，直到按 Ctrl-C。"
COVER = "哪些规则能运行、缺什么，补齐哪些数据能多运行几条。"
SCORE = "对照虚构县的答案给上一夜打分：查全、误报、认人。"

app = typer.Typer(
    help=HELP,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(*, asked: bool) -> None:
    if asked:
        sys.stdout.write(f"crosscheck {_installed_version()}\n")
        raise typer.Exit


def _installed_version() -> str:
    try:
        return version("crosscheck")
    except PackageNotFoundError:  # run from the source tree
        return "0.1.0"


@app.callback(help=HELP)
def crosscheck(
    *,
    show_version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="显示版本。"),
    ] = False,
) -> None:
    """Hold the options that come before a command."""
    del show_version


app.command(help=INIT)(make_home.init)
app.command(help=COUNTY)(county.county)
app.command(help=NIGHT)(night.night)
app.command(help=SERVE)(night.serve)
app.command(help=SCORE)(county.score)
app.command(help=ledger.HELP)(ledger.ledger)
app.command("link", help=link.HELP)(link.link_files)
app.command("purge", help=purge.HELP)(purge.purge_deliveries)
app.add_typer(inbox.inbox_app, name="inbox")
inbox.inbox_app.command("withdraw", help=withdraw.WITHDRAW_HELP)(
    withdraw.withdraw_delivery
)
clues.clues_app.command("rollup", help=rollup.ROLLUP_HELP)(rollup.rollup)
clues.clues_app.command("disparity", help=rollup.DISPARITY_HELP)(rollup.disparity)
app.add_typer(clues.clues_app, name="clues")
app.add_typer(quality.quality_app, name="quality")
catalogue.rules_app.command("cover", help=COVER)(rule_map.cover)
catalogue.rules_app.command("new", help=rule_new.HELP)(rule_new.new)
catalogue.rules_app.command("show", help=rule_show.HELP)(rule_show.show)
catalogue.rules_app.command("try", help=rule_try.TRY_HELP)(rule_try.try_one)
catalogue.rules_app.command("diff", help=rule_try.DIFF_HELP)(rule_try.diff)
catalogue.rules_app.command("withdraw", help=rule_withdraw.WITHDRAW_HELP)(
    rule_withdraw.withdraw
)
catalogue.rules_app.command("restore", help=rule_withdraw.RESTORE_HELP)(
    rule_withdraw.restore
)
catalogue.rules_app.command("counters", help=counters.HELP)(counters.counters)
catalogue.rules_app.add_typer(packs.pack_app, name="pack")
app.add_typer(catalogue.rules_app, name="rules")
app.add_typer(audit_tests.tests_app, name="tests")
app.add_typer(policy.policy_app, name="policy")
app.add_typer(keys.keys_app, name="keys")
app.add_typer(contracts.contracts_app, name="contracts")
app.add_typer(calendar.calendar_app, name="calendar")
identity_group.identity.command("explain", help=identity_explain.HELP)(
    identity_explain.explain
)
identity_group.identity.command("kin", help=identity_kin.HELP)(identity_kin.kin)
identity_group.identity.command("report", help=identity_report.HELP)(
    identity_report.report
)
identity_group.identity.command("splink", help=identity_splink.HELP)(
    identity_splink.splink
)
identity_group.identity.command("exchange-key", help=exchange.MAKE_KEY)(
    exchange.exchange_key
)
identity_group.identity.command(help=exchange.SEAL)(exchange.seal)
identity_group.identity.command(help=exchange.COMMON)(exchange.common)
identity_group.identity.command("train", help=identity_train.TRAIN_HELP)(
    identity_train.train
)
identity_group.identity.command("ask", help=identity_ask.HELP)(identity_ask.ask)
identity_group.identity.command("judge", help=identity_judge.JUDGE_HELP)(
    identity_judge.judge_pair
)
identity_group.identity.command("judgements", help=identity_judge.LIST_HELP)(
    identity_judge.judgements
)
app.add_typer(identity_group.identity, name="identity")


def main() -> None:
    """Run a command; a known error becomes one line and its exit code."""
    speak_chinese()
    run_to_end(app)


if __name__ == "__main__":
    main()
