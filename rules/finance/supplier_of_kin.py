"""Contracts of a unit with a firm of its employee or of an employee's relative.

Employment counts as many years back as the policy says, roles and kinship on the day of
signing. Kin are those of registers and declarations; two weak ties, one upon the other,
never count. The regulation asks those who take part in the purchase to stand aside; the
lists do not say who took part, so a relative of a mere employee weighs less than one of
a leader.
"""

from rules.rule import Basis, Read, Rule, Status, posts

RULE = Rule(
    id="FN-09",
    version=6,
    status=Status.IN_USE,
    title="供应商由采购单位工作人员或其近亲属任职、持股",
    question="签约时，供应商的负责人、股东或高管是否为采购单位工作人员或其近亲属？",
    basis=(
        Basis(
            document="《中华人民共和国政府采购法》",
            article="第十二条",
            read=Read.RECALLED,
        ),
        Basis(
            document="《中华人民共和国政府采购法实施条例》",
            article="第九条",
            read=Read.FULL_TEXT,
        ),
    ),
    needs=("finance/contract", "registry/company", "finance/staff_payroll"),
    optional=(
        "registry/cadre",
        "registry/company_member",
        "registry/declared_kin",
    ),
    policies=("purchase_recusal",),
    act="finance/contract",
    # Contract, firm and person are three keys, and the tables are small.
    partition={
        "finance/contract": None,
        "registry/company": None,
        "finance/staff_payroll": None,
        "registry/cadre": None,
        "registry/company_member": None,
    },
    explanations=("declared_business",),
    questions=(
        "该工作人员是否参与采购需求、评审、合同签订或验收，是否已经回避？",
        "企业登记是否本人知情，亲属关系以何材料为准？",
    ),
    verify=(
        "调取采购文件、评审名单和验收单，核对经办人员与回避记录",
        "向公安、民政核对亲属关系，向市场监管部门核对登记档案",
        "核对同类采购中其他供应商的报价与中标情况",
        "仅有亲属关系而未参与采购活动、且经公开竞争成交的，不能据此认定",
    ),
    chain=posts(
        "采购人经办机构",
        "采购人内部审核机构",
        "采购人负责人",
        "国库支付机构",
        "县财政局政府采购监管机构",
    ),
    amount_basis="有关联的各份合同签约金额合计；已作合理解释的不计",
    sentences={
        "本人任职": (
            "{from}至{to}，所在单位与本人任职或持股的企业签订{count}份合同，"
            "合计{amount}，待核实。"
        ),
        "近亲属任职": (
            "{from}至{to}，所在单位与近亲属任职或持股的企业签订{count}份合同，"
            "合计{amount}，待核实。"
        ),
    },
    logic=(
        "把采购合同的供应商与市场主体登记对上，取签约当日在任的法定代表人、经营者、股东、董事、经理和合伙人。",
        "法定代表人没有自己的任职日期，按历次登记信息判断签约当日是谁；签约在两次登记信息之间而其间已变更的，不作判断。",
        "其中有采购单位现任或规定年限内离任的工作人员的为“本人任职”；是其登记的配偶、同户亲属或申报亲属的为“近亲属任职”。",
        "亲属关系只按婚姻、户籍和干部申报，不按姓氏、村组推断；身份待核的至多一处。",
        "本人任职或涉及班子成员亲属的优先核查；近亲属经商已在签约前申报的作合理解释。",
    ),
    cannot_see=(
        "不同户籍且未申报的亲属关系查不到",
        "由他人代持、实际控制的企业查不到",
        "未报送合同台账的采购查不到",
    ),
    effort_minutes=40,
    module=__name__,
)
