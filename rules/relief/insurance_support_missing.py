"""People on relief who are not insured, or whose share the government did not pay.

Which groups are paid for, and how much, is the policy table's; where only the group
is known, the year's usual share measures whether anything was given at all. Only firm
ties count: that somebody is missing from a list is a statement about everybody. The
pension scheme is joined of one's own will, so not being in it is no matter here.
"""

from rules.rule import Basis, Queue, Read, Rule, Status, posts

RULE = Rule(
    id="U04",
    version=5,
    status=Status.IN_USE,
    queue=Queue.ENTITLEMENT,
    title="困难群体没有参保记录，或没有得到政府的参保资助、代缴",
    question="低保、特困和重度残疾人是否都已参保，政府资助、代缴是否到位？",
    basis=(
        Basis(
            document="《国务院办公厅关于健全重特大疾病医疗保险和救助制度的意见》",
            article="（国办发〔2021〕42号）分类资助参保",
            read=Read.RECALLED,
        ),
        Basis(
            document="《国务院关于建立统一的城乡居民基本养老保险制度的意见》",
            article="（国发〔2014〕8号）政府代缴",
            read=Read.RECALLED,
        ),
        Basis(
            document="《人力资源社会保障部等三部门关于切实做好社会保险扶贫工作的意见》",
            article="（人社部发〔2017〕59号）代缴城乡居民养老保险费",
            read=Read.RECALLED,
        ),
    ),
    needs=(
        "social_security/medical_enrolment",
        "relief/dibao_member",
        "registry/resident",
    ),
    optional=(
        "social_security/resident_enrolment",
        "relief/tekun_person",
        "registry/disability_certificate",
        "registry/death",
        "registry/custody",
        "registry/student",
    ),
    policies=("insurance_support", "registry_lag"),
    act="relief/dibao_member",
    partition={
        "social_security/medical_enrolment": None,
        "social_security/resident_enrolment": None,
        "relief/dibao_member": None,
        "relief/tekun_person": None,
        "registry/disability_certificate": None,
        "registry/resident": None,
        "registry/death": None,
        "registry/custody": None,
        "registry/student": None,
    },
    explanations=(),
    unexplained=(
        "当年新认定、已参加职工医保、高校就读、去世、迁出、服刑，都是查询本身的条件"
    ),
    questions=(
        "本人是否已在外地参保，或书面放弃参保？",
        "资助是否采取先缴后补，补助款是否已经到账？",
        "身份标识没有更新的原因是什么？",
    ),
    verify=(
        "在医保、居保系统中按证件号码查询参保、缴费和资助记录",
        "核对民政、残联向医保、人社部门推送的名单和时间",
        "向本人或村（社区）核实是否在外地参保",
        "确属应享的，由主管部门补办参保、退补差额，并告知本人",
    ),
    chain=posts(
        "村（社区）",
        "乡镇人民政府（街道办事处）",
        "县民政局、县残联",
        "县医保局、县社会保险中心",
        "县财政局",
    ),
    amount_basis="当年应由政府资助、代缴的金额；当地标准没有录入的，金额不详",
    sentences={
        "未参加医保": (
            "属于资助参保对象，{from}至{to}没有医保参保记录，应获资助{amount}。"
        ),
        "未获医保资助": (
            "属于资助参保对象，{from}至{to}的居民医保仍按高于应缴的标准由个人缴费，"
            "应资助未资助{amount}。"
        ),
        "养老未代缴": (
            "属于代缴对象，居民养老保险仍以普通身份参保，"
            "{from}至{to}应代缴未代缴{amount}。"
        ),
    },
    logic=(
        "以最近一个医保年度为准，只看该年度开始之前已经认定、现在仍在册的低保、特困人员和重度残疾人。",
        "该年度没有居民医保也没有职工医保参保记录的，列为未参加医保；同村同名有未关联上的参保记录的不列。",
        "参加居民医保而个人缴费高于应缴（年度普通缴费减资助）的，列为未获医保资助。",
        "居民养老正在缴费阶段、参保身份为普通的，列为养老未代缴。",
        "去世、户籍不在册、服刑、在高校就读的不列；只用可靠的身份关联。",
    ),
    cannot_see=(
        "在外县参保的查不到",
        "先缴后补、以其他名册补助的查不到",
        "没有参加居民养老保险的不在本规则内",
    ),
    effort_minutes=15,
    exemption=(
        "《国务院关于建立统一的城乡居民基本养老保险制度的意见》：政府为重度残疾人代缴；"
        "残疾等级只用来认定应享，不增加疑点"
    ),
    module=__name__,
)
