"""How each department lays out its files: headings, spellings, decorations.

The headings are the county's own (`design/domain.md` §3.2–3.4), written without
looking into the data contracts: many stand in no contract's first place, some in
none at all. A column of the world that a layout does not name is not delivered;
a heading that begins with `+` is filled with something no contract asks for.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

NO_CODES: Mapping[str, Mapping[str, str]] = MappingProxyType({})


@dataclass(frozen=True, kw_only=True)
class Layout:
    """One table as one department prints it.

    `columns` are pairs `column:heading` in the order printed, `titles` the rows
    above the header, `footers` those below, `repeat` the rows after which the
    header is printed again (0: never). `money` is plain, comma or wan (万元, for
    the columns whose heading says so); `days` a strftime format or `slash`
    (2026/5/6) or `cell` (a date cell, xlsx only); `months` how periods are
    written; `codes` the department's spellings of the contract's values.
    """

    title: str
    columns: tuple[str, ...]
    titles: tuple[str, ...] = ()
    footers: tuple[str, ...] = ()
    repeat: int = 0
    money: str = "plain"
    days: str = "%Y-%m-%d"
    months: str = "%Y%m"
    codes: Mapping[str, Mapping[str, str]] = field(default_factory=lambda: NO_CODES)

    @property
    def headings(self) -> tuple[str, ...]:
        """Return the headings as printed, without the mark of unknown columns."""
        return tuple(pair.partition(":")[2].removeprefix("+") for pair in self.columns)

    @property
    def names(self) -> tuple[str, ...]:
        """Return the column of each heading; "" for those no contract asks for."""
        return tuple(pair.partition(":")[0] for pair in self.columns)


def columns_of(text: str) -> tuple[str, ...]:
    """Return the pairs `column:heading`, one to a word, of a text."""
    return tuple(text.split())


PAID = {"成功": "发放成功", "失败": "发放失败", "退回": "退票"}
SCHEMES = {"居民养老": "城乡居民基本养老保险", "企业养老": "110", "机关养老": "120"}
PENSION_FLAGS = {"已支付": "1", "未支付": "0", "退回": "2"}
INSURANCES = {
    "企业养老": "110",
    "机关养老": "120",
    "居民养老": "170",
    "失业": "210",
    "职工医保": "310",
    "居民医保": "390",
    "工伤": "410",
    "生育": "510",
}

RESIDENT_PENSION = Layout(
    title="云溪县城乡居民基本养老保险待遇发放明细",
    columns=columns_of(
        ":+序号 town:乡(镇) village:村(社区) id_number:公民身份号码 "
        "person_name:姓名 sex:性别 scheme:险种类型 paid_for:费款所属期 "
        "paid_in:实付年月 payment_flag:支付标志 amount_fen:总额 "
        "central_base_fen:基础养老金中央 province_base_fen:基础养老金省级 "
        "city_base_fen:基础养老金市级 county_base_fen:基础养老金县级 "
        "extra_base_fen:加发 personal_account_fen:个账个人缴费 funeral_fen:丧葬费 "
        "account_number:银行帐号 account_name:银行账户名称 batch:批次 "
        "accepted_by:经办人 reviewed_by:审核人 approved_by:审批人 :+备注"
    ),
    titles=("云溪县城乡居民基本养老保险待遇发放明细表",),
    codes={
        "scheme": SCHEMES,
        "payment_flag": PENSION_FLAGS,
        "sex": {"男": "1", "女": "2"},
    },
)
WORKER_PENSION = Layout(
    title="云溪县职工养老金发放表",
    columns=columns_of(
        "person_name:领取人姓名 id_number:身份证号码 sex:性别 scheme:险种 "
        "paid_for:所属年月 paid_in:发放年月 payment_flag:发放状态 "
        "amount_fen:实发金额 funeral_fen:丧葬抚恤 account_number:社保卡银行账号 "
        "account_name:开户人 "
        "town:所属乡镇 batch:发放批次 accepted_by:经办人 reviewed_by:复核人 "
        "approved_by:审批人 :+备注"
    ),
    titles=("云溪县社会保险中心", "离退休人员养老金发放表"),
    footers=("合计", "制表人："),
    money="comma",
    months="%Y-%m",
    codes={
        "scheme": SCHEMES,
        "payment_flag": {"已支付": "发放成功", "未支付": "未发放", "退回": "失败"},
    },
)
CONTRIBUTION = Layout(
    title="社会保险缴费明细",
    columns=columns_of(
        "personal_number:个人编号 person_name:参保人姓名 id_number:证件号码 "
        "insurance:险种类型 paid_for:费款所属期 paid_in:实缴年月 base_fen:缴费工资 "
        "unit_share_fen:单位缴纳 personal_share_fen:个人缴纳 unit_number:单位编号 "
        "unit_name:参保单位 contribution_kind:缴费类型 payer_kind:缴费人员类别 "
        "received_flag:到账标志"
    ),
    codes={
        "insurance": INSURANCES,
        "contribution_kind": {"正常应缴": "10", "补缴": "31"},
        "payer_kind": {"单位": "101", "个体": "102"},
        "received_flag": {"已到账": "1", "未到账": "0"},
    },
)
DIBAO_MEMBER = Layout(
    title="低保人员花名册",
    columns=columns_of(
        ":+序号 town:所属街道 village:所属社区 person_name:家庭成员姓名 "
        "id_number:家庭成员身份证号 head_name:户主姓名 head_id_number:户主身份证号 "
        "relation_to_head:与户主关系 certificate_number:低保（特困）证号 "
        "area_kind:城乡类别 first_for:最初享受月份 status:在保状态 "
        "stopped_on:停保日期 employment:就业状况 employer_name:在职单位名称 "
        "is_disabled:是否残疾 disability_grade:残疾等级 :+分档类型"
    ),
    titles=("云溪县最低生活保障人员查询", "导出单位：云溪县民政局"),
    footers=("填表人：",),
    months="%Y-%m",
    codes={
        "area_kind": {"城市": "城市低保", "农村": "农村低保"},
        "status": {"在保": "正常享受"},
    },
)
DIBAO_PAYMENT = Layout(
    title="低保金发放表",
    columns=columns_of(
        ":+序号 paid_for:发放年月 town:镇办 village:村居 person_name:户主姓名 "
        "id_number:户主身份证号 certificate_number:低保证号 "
        "insured_count:保障人口（数） amount_fen:户月保障金额（元） "
        "account_number:一卡通账号 payment_result:发放结果 paid_on:到账日期 "
        "accepted_by:经办人 reviewed_by:审核人 approved_by:审批人 :+备注"
    ),
    titles=("云溪县最低生活保障金发放表",),
    footers=("合计", "审核：              制表："),
    money="comma",
    days="slash",
    months="%Y年%m月",
    codes={"payment_result": PAID},
)
SUBSIDY_PROJECT = Layout(
    title="惠民惠农补贴项目清单",
    columns=columns_of(
        "project_code:项目编码 project_name:补贴项目名称 granularity:补贴对象类型 "
        "department:业务主管部门 cycle:发放周期 kind:补贴类别 "
        "policy_number:政策文号 started_on:实施日期 ended_on:终止日期 :+资金性质"
    ),
    titles=("云溪县2026年惠民惠农财政补贴项目清单", "（单位公章）"),
    days="%Y年%m月%d日",
    codes={"granularity": {"户": "按户", "人": "按人"}, "kind": {"普通": "一般"}},
)
SUBSIDY_PAYMENT = Layout(
    title="惠民惠农补贴一卡通发放明细",
    columns=columns_of(
        "project_code:项目编码 project_name:补贴项目名称 paid_for:补贴期间 "
        "batch:批次 town:乡镇 village:行政村 village_group:村民小组 "
        "person_name:户主姓名 id_number:户主身份证号 quantity_milli:面积/数量 "
        "standard_fen:补助标准 amount_fen:补贴金额 payee_name:收款人全称 "
        "payee_id_number:收款人身份证号 account_number:一卡通账号 "
        "bank_branch:开户网点 paid_on:发放日期 payment_result:发放结果 "
        "accepted_by:经办人 reviewed_by:审核人 approved_by:审批人"
    ),
    titles=("云溪县惠民惠农财政补贴资金“一卡通”发放明细表", "单位：元"),
    footers=("合计", "填报单位：（盖章）"),
    repeat=40_000,
    months="%Y-%m",
    codes={"payment_result": PAID},
)
TRAINING = Layout(
    title="职业技能培训学员名册",
    columns=columns_of(
        ":+序号 class_number:班期编号 training_organisation:培训机构 trade:培训工种 "
        "level:工种等级 started_on:开班日期 ended_on:结业日期 hours:课时 "
        "person_name:学员姓名 id_number:身份证号码 phone:联系电话 "
        "enrollee_kind:人员类别 certificate_number:证书编号 certificate_on:发证日期 "
        "standard_fen:补贴标准 subsidy_fen:补贴金额（元） account_number:银行卡号 "
        "fund_source:资金来源 paid_on:发放日期 payment_result:发放状态 town:乡(镇) "
        "village:村(社区) accepted_by:经办人 reviewed_by:审核人 approved_by:审批人 "
        ":+学员签字"
    ),
    titles=("云溪县职业技能培训补贴学员花名册", "填报日期：", ""),
    footers=("合计", "负责人：（签字）", "审核：          制表："),
    days="cell",
    codes={
        "enrollee_kind": {
            "移民": "水库移民",
            "库区周边": "库区周边群众",
            "其他": "农村劳动力",
        },
        "fund_source": {
            "移民": "移民后扶资金",
            "人社": "就业补助资金",
            "扶贫": "衔接资金",
            "退役": "退役军人",
            "农业": "高素质农民",
        },
        "payment_result": {"成功": "已发放", "失败": "发放失败", "退回": "退回"},
    },
)
