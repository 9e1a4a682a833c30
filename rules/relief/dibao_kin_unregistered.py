"""Allowance of relatives of those who handle it, without the registration asked for.

To be on the allowance is no fault of anybody's relative; what is in question is only
the missing entry in the register. Kin are those of registers and declarations, never of
surname and village. Officials who handle are known from payments by name only, so one
counts where the name on the payment is that of the official who is the relative; an
entry for anybody on the same certificate is an entry for all of them. Post, kinship and
entry are asked of each month: an entry made later, or taken back, leaves months open.
"""

from rules.benefit import OFFICES, DibaoMatter
from rules.rule import Basis, Read, Rule, Status

RULE = Rule(
    id="PR-08",
    version=6,
    status=Status.IN_USE,
    title="经办人员、村（社区）干部近亲属享受低保未见备案",
    question="低保对象是本村（社区）干部或经办该笔低保人员的近亲属时，是否在近亲属备案册中登记？",
    basis=(
        Basis(
            document="民发〔2021〕57号《最低生活保障审核确认办法》",
            article="近亲属备案",
            read=Read.FOUND,
        ),
    ),
    needs=(
        "relief/dibao_member",
        "relief/dibao_payment",
        "relief/dibao_kin_register",
        "registry/cadre",
    ),
    optional=("registry/declared_kin",),
    policies=(),
    act="relief/dibao_payment",
    # Official, relative and certificate are three keys.
    partition={
        "relief/dibao_member": None,
        "relief/dibao_payment": None,
        "relief/dibao_kin_register": None,
        "registry/cadre": None,
        "registry/declared_kin": None,
    },
    params=DibaoMatter(),
    explanations=("kin_on_relief_declared",),
    questions=(
        "亲属关系以何材料为准，是否属于当地规定应当备案的范围？",
        "申请、审核、评议时该人员是否已经声明并回避？",
    ),
    verify=(
        "查阅低保申请书中的近亲属声明和备案表原件",
        "核对乡镇、县民政部门单独登记和入户复核的记录",
        "享受低保本身不是问题；未备案只说明手续待查，是否符合条件另行核对",
    ),
    chain=OFFICES,
    amount_basis="不计金额：享受低保本身不是问题，待核实的是备案手续",
    sentences={
        "村干部亲属": (
            "{from}至{to}享受{matter}，同期其近亲属在本村（社区）任干部，未见备案登记。"
        ),
        "经办人员亲属": (
            "{from}至{to}享受{matter}，发放记录中的经办、审核或审批人为其近亲属，未见备案登记。"
        ),
    },
    logic=(
        "低保对象按发放成功的月份确定；村（社区）干部须与其同村，且任职期与发放期有交叉。",
        "经办、审核、审批人只有姓名，须与其近亲属中的在任公职人员同名才算。",
        "亲属关系只按婚姻、户籍和干部申报，不按姓氏、村组推断。",
        "按月核对备案册：同一人员对本人或同一低保证号的登记当月有效的不列出，登记以前和解除以后的月份列出。",
        "有几名近亲属任职或经办的，逐人核对；其中有人未备案、未申报的即列出，都已在干部亲属申报中备案的作合理解释。",
    ),
    cannot_see=(
        "不同户籍且未申报的亲属关系查不到",
        "是否真正回避，备案册中看不出",
        "不在公职人员名册中的经办人员查不到",
    ),
    module=__name__,
)
