"""Children kept as orphans, or as without anybody, of whom a parent had work.

Both parents must be unable; so one who had paid work month after month is asked about,
whether the list names the parent or a household or a declaration does. Months behind
bars do not count, and nothing after a parent's death does. A parent whom nobody can
find may still be insured somewhere: that is for the town to say. A business alone is
no sign, because names are lent for registration.
"""

from pydantic import Field

from rules.rule import Basis, Params, Read, Rule, Status, posts


class Work(Params):
    """How many months of work are a sign."""

    least_months: int = Field(default=3, description="父母在业至少多少个月才列出")


RULE = Rule(
    id="K20",
    version=6,
    status=Status.IN_USE,
    title="孤儿、事实无人抚养儿童保障期间父母一方登记在业",
    question="保障期间，儿童的父母一方是否有连续的单位缴费或工资，具备抚养能力？",
    basis=(
        Basis(
            document="民发〔2019〕62号《关于进一步加强事实无人抚养儿童保障工作的意见》",
            article="保障对象：父母双方均符合死亡、失踪、重残、服刑、失联等情形",
            read=Read.RECALLED,
        ),
        Basis(
            document="国办发〔2010〕54号《关于加强孤儿保障工作的意见》",
            article="孤儿：失去父母、查找不到生父母的未成年人",
            read=Read.RECALLED,
        ),
    ),
    needs=("relief/orphan",),
    optional=(
        "social_security/contribution",
        "finance/staff_payroll",
        "registry/custody",
        "registry/death",
        "registry/disability_certificate",
    ),
    policies=("staff_type", "registry_lag"),
    act="relief/orphan",
    partition={
        "relief/orphan": None,
        "social_security/contribution": None,
        "finance/staff_payroll": None,
        "registry/disability_certificate": None,
    },
    params=Work(),
    explanations=("parent_severely_disabled", "parent_out_of_reach"),
    questions=(
        "父母一方现在何处、是否履行抚养义务，失联由谁认定、何时复核？",
        "登记的父母与在业的人是否为同一人，亲子关系是否有误？",
    ),
    verify=(
        "调取保障申请、父母情况证明和每年的复核记录",
        "向参保单位核实父母一方是否在岗、何时入职",
        "由民政和村（社区）核实儿童的实际抚养情况，避免惊扰儿童",
        "父母失联经公安、村（居）确认，重残仍在公益性岗位就业的，不能据此认定",
    ),
    chain=posts(
        "村（居）民委员会、儿童主任",
        "乡镇人民政府",
        "县民政局",
        "县财政局、代发银行",
        "县民政局",
    ),
    amount_basis="保障标准与父母在业月数推算；服刑等不能抚养的月份不计",
    sentences={
        "父母在业": (
            "{from}至{to}，{matter}保障期间，父母一方有单位缴费或工资记录，"
            "按标准推算待核实金额{amount}。"
        ),
        "登记与在业不符": (
            "{from}至{to}，{matter}名册登记父母一方死亡或查找不到，而其本人有"
            "单位缴费或工资记录，按标准推算待核实金额{amount}。"
        ),
    },
    logic=(
        "父母以名册所填为准；名册没有的，以户籍、申报中登记为子女的户主等亲属为准，姓氏不作依据。",
        "享受保障次月起，父母一方有单位缴费或工资的月份达到规定数的列出；在押月份不计。",
        "身份把握不大的月份，只在其他月份不足规定月数时才算。",
        "父母已登记死亡的，死亡前不足规定月数的不列。",
        "名册登记死亡、查找不到而本人在业的，单列并优先核查。",
    ),
    cannot_see=(
        "父母在外省就业、灵活就业或没有参保的查不到",
        "父母是否实际抚养、是否失联，数据看不到",
    ),
    effort_minutes=30,
    exemption="民发〔2019〕62号把父母一方重残列为不能抚养的情形；残疾等级只用来作合理解释",
    module=__name__,
)
