"""Households identified as poor or watched whose members had what speaks against it.

Asked as of the day of identification, never today: what was bought or joined later is
no ground, what was gone before neither. A spouse in public service who was left off
the list counts, and so do the people of the home that a member had left within the
year before. Who is missing from the residents' register proves nothing and is not
asked. A child under age who is listed with others and with neither parent, one of whom
was an official or village cadre that day, is asked about: where it truly lived no
register tells, so the questions do. A grown child may live where it likes.
"""

from typing import Annotated

from pydantic import Field

from rules.rule import Basis, Params, Read, Rule, Status, posts


class Identification(Params):
    """What the identification is called in a clue, and how far back a split counts."""

    benefit: Annotated[str, Field(description="事项名称")] = "监测对象识别"
    split_months: Annotated[
        int, Field(description="识别前这么多个月之内分户的，连同原户一并核对", gt=0)
    ] = 12
    grown_years: Annotated[
        int, Field(description="识别当天不满这么多周岁的按未成年子女核对", gt=0)
    ] = 18


RULE = Rule(
    id="PR-15",
    version=6,
    status=Status.IN_USE,
    title="识别建档立卡户或监测对象时家庭成员登记有公职、车辆、商品房或企业，或列有干部子女",
    question="识别纳入的当天，家庭成员、未列入的配偶或刚分出的原户人员，是否登记有公职、车辆、商品房或企业，"
    "是否列有父母另在公职岗位的未成年人？",
    basis=(
        Basis(
            document="国开办发〔2014〕24号《扶贫开发建档立卡工作方案》",
            read=Read.RECALLED,
        ),
        Basis(
            document="国开发〔2020〕6号《关于建立防止返贫监测和帮扶机制的指导意见》",
            read=Read.RECALLED,
        ),
    ),
    needs=("relief/registered_household", "relief/registered_person"),
    optional=(
        "registry/cadre",
        "finance/staff_payroll",
        "registry/vehicle",
        "registry/real_estate",
        "registry/company",
        "registry/company_member",
        "registry/resident",
        "registry/marriage",
        "registry/declared_kin",
    ),
    policies=("registration_asset", "staff_type"),
    act="relief/registered_household",
    partition={
        "relief/registered_household": None,
        "relief/registered_person": None,
        "registry/cadre": None,
        "finance/staff_payroll": None,
        "registry/vehicle": None,
        "registry/real_estate": None,
        "registry/company": None,
        "registry/company_member": None,
        "registry/resident": None,
    },
    params=Identification(),
    explanations=("car_for_production", "registered_in_ones_name"),
    questions=(
        "识别当天是否仍在任、仍持有，是否属于借名登记？",
        "识别时的家庭人口如何认定，未列入的人是否共同生活？",
        "未成年人由谁抚养，是否已依法收养或委托监护，父母是否已离异、丧失监护能力？",
        "分户是因婚嫁、分家析产，还是在识别前办理的？",
    ),
    verify=(
        "调取识别时的农户申请、入户调查、民主评议、公示公告和县级比对记录",
        "向组织人社、公安交管、不动产、市场监管核对识别当天的登记状态",
        "列有干部子女的，核对其户籍变动、就学地址、监护和收养登记，以及该户按人口享受的各项帮扶",
        "查阅户籍底册，核对分户日期、原因和共同生活情况",
        "对照识别当年的本地文件，允许的生产用车、小本经营不作为排除条件",
        "识别之后才取得的财产、就任的职务，不能据以认定识别不准",
    ),
    chain=posts(
        "村（社区）",
        "乡镇人民政府",
        "县农业农村局（原乡村振兴局、扶贫办）",
        "县财政局",
        "县农业农村局",
    ),
    amount_basis="识别本身没有金额；享受的各项帮扶待遇另行核算",
    sentences={
        "成员公职": "{from}识别纳入该户时，其家庭成员登记在财政供养的公职岗位上。",
        "成员有车": "{from}识别纳入该户时，其家庭成员名下登记有机动车。",
        "成员有商品房": "{from}识别纳入该户时，其家庭成员名下登记有购买的商品房。",
        "成员有企业": (
            "{from}识别纳入该户时，其家庭成员登记为企业的负责人、股东或管理人员。"
        ),
        "配偶公职": (
            "{from}识别纳入该户时，一名成员的配偶未列入该户，其配偶登记在财政供养的公职岗位上。"
        ),
        "识别前分户": (
            "{from}识别纳入该户之前不久，成员由另一户分出，原户人员登记有公职、车辆、商品房或企业。"
        ),
        "干部子女另户": (
            "{from}识别纳入该户时，列有一名未成年人，其父母均未列入该户，父母一方登记为在任的公职人员或村（社区）干部。"
        ),
    },
    logic=(
        "以每户的识别时间为准，家庭成员取识别当天已列入、尚未移出的人；已清退的户不再列出。",
        "公职、车辆、商品房、企业都按识别当天的登记状态判断，政策表逐类说明是否作为排除条件；由本地规定的不作判断。",
        "安置、继承、受赠的住房和份额不足一半的不算；个体工商户和合作社成员按政策表不算。",
        "成员的配偶未列入该户而在编的，单列一种情形；婚姻关系以登记为准。",
        "识别当天不满十八周岁、父母均不在该户名单、而户籍或申报显示其父或母当天在任公职或村（社区）干部的，"
        "单列一种情形；父母一方列在该户的（离异、再婚后随该方生活）不列。",
        "识别前一年之内户籍由另一户分出的，连同原户人员一并核对。",
    ),
    cannot_see=(
        "工资册、名册通常没有识别当年的数据，早年的任职只能看任免时间",
        "分户只有在户籍登记先后交付过两次以上时才看得出",
        "登记在他人名下的财产和未登记的经营查不到",
        "列在亲属户内的未成年人是否确由亲属抚养，登记信息看不出；已成年的子女不比",
        "亲子关系只见于同户户口簿和干部申报，都没有的认不出来",
    ),
    effort_minutes=40,
    module=__name__,
)
