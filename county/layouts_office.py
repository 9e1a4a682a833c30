"""How offices for migrants, finance, banks and registers lay out their files."""

from county.layouts import Layout, columns_of

MIGRANT = Layout(
    title="大中型水库移民后期扶持人口花名册",
    columns=columns_of(
        ":+序号 reservoir:水库名称 head_name:户主 person_name:移民姓名 "
        "id_number:身份证号码 relation_to_head:家庭关系 moved_on:搬迁时间 "
        "approval_kind:核定类型 supported_from:扶持起始时间 resettled_in:安置村 "
        "status:后扶状态 removed_on:核减时间 removal_reason:核减原因 "
        "account_number:一卡通账户 :+备注"
    ),
    titles=("云溪县大中型水库移民后期扶持人口花名册",),
    footers=("制表：          复核：",),
    days="%Y.%m.%d",
    codes={
        "status": {"在册": "在扶", "核减": "已核减"},
        "approval_kind": {"现状": "现状人口", "原迁": "原迁人口"},
    },
)
STAFF = Layout(
    title="财政统发工资",
    columns=columns_of(
        ":+XH unit_code:DWBM unit_name:DWMC person_name:XM id_number:SFZH "
        "staff_type:RYLB post_kind:GWLB position:ZW joined_on:CJGZSJ left_on:LZRQ "
        "gross_fen:YFHJ deduction_fen:KKHJ net_fen:SFHJ account_number:YHZH "
        "paid_for:NY :+BEIZHU"
    ),
    days="%Y%m%d",
    codes={
        "staff_type": {
            "事业在编": "事业编制",
            "离退休": "退休人员",
            "村干部": "村居干部",
            "临聘": "编外人员",
            "公益性岗位": "公益岗",
        }
    },
)
INTEREST = Layout(
    title="创业担保贷款财政贴息资金拨付明细",
    columns=columns_of(
        "batch:贴息批次 bank:贷款银行 person_name:借款人姓名 "
        "id_number:借款人身份证号 note_number:借据编号 balance_fen:贴息本金（万元） "
        "rate_ppm:贷款年利率（%） interest_from:计息起始日 interest_to:计息截止日 "
        "days:计息天数 interest_fen:应付利息（元） share_ppm:贴息比例（%） "
        "subsidy_fen:财政贴息金额（元） paid_on:拨付日期 accepted_by:经办人 "
        "reviewed_by:审核人 approved_by:审批人 :+担保机构"
    ),
    titles=("云溪县创业担保贷款财政贴息资金拨付明细表", ""),
    footers=("合计", "审核人：          制表人："),
    money="wan",
    days="%Y-%m-%d",
)
LOAN_CONTRACT = Layout(
    title="个人贷款合同台账",
    columns=columns_of(
        "contract_number:HTBH person_name:JKRXM id_number:ZJHM spouse_name:POXM "
        "spouse_id_number:POSFZH phone:SJHM address:JTZZ loan_kind:DKPZ "
        "borrower_kind:RYLB amount_fen:HTJE signed_on:QDRQ started_on:QSRQ "
        "due_on:DQRQ rate_ppm:NLL purpose:YT guarantee_kind:DBFS business_name:JYST "
        "business_credit_code:XYDM accepting_unit:SLJG accepted_by:JBR "
        "reviewed_by:SHR approved_by:SPR :+WDH"
    ),
    days="%Y%m%d",
    codes={
        "loan_kind": {
            "创业担保贷款": "创业担保贷款",
            "扶贫小额信贷": "脱贫人口小额信贷",
            "商业贷款": "个人经营贷款",
            "住房贷款": "个人住房贷款",
        }
    },
)
LOAN_NOTE = Layout(
    title="贷款借据台账",
    columns=columns_of(
        "note_number:JJH contract_number:HTBH disbursed_on:FKRQ amount_fen:FKJE "
        "balance_fen:YE due_on:DQRQ settled_on:JQRQ five_class:WJFL status:DKZT "
        "account_number:FKZH payment_kind:ZFFS :+HYDM"
    ),
    days="%Y%m%d",
    codes={
        "five_class": {"正常": "01", "次级": "03"},
        "payment_kind": {"自主支付": "自主", "受托支付": "受托"},
    },
)
RESIDENT = Layout(
    title="常住人口信息",
    columns=columns_of(
        "household_number:户号 person_name:姓名 id_number:公民身份证号码 sex:性别 "
        "birth_on:出生日期 relation_to_head:户主关系 address:住址 town:乡镇街道 "
        "village:村居 status:人员状态 changed_on:变动日期 :+服务处所"
    ),
    days="%Y%m%d",
    codes={"sex": {"男": "1", "女": "2"}},
)
_DEATH = (
    "person_name:死亡人员姓名 id_number:身份证号码 died_on:死亡日期 "
    "registered_on:登记日期 source:数据来源 certificate_number:证明编号 "
    "address:户籍地址 :+死亡原因"
)
DEATH_POLICE = Layout(
    title="死亡注销人员",
    columns=columns_of(_DEATH.replace("登记日期", "注销日期")),
    codes={"source": {"公安注销": "公安户籍注销"}},
)
DEATH_HOSPITAL = Layout(
    title="居民死亡医学证明登记",
    columns=columns_of(_DEATH),
    titles=("居民死亡医学证明登记簿",),
    days="%Y.%m.%d",
    codes={"source": {"卫健死亡证明": "死亡医学证明"}},
)
DEATH_CREMATION = Layout(
    title="殡仪馆火化登记",
    columns=columns_of(
        ":+序号 person_name:逝者姓名 id_number:逝者证件号 died_on:死亡时间 "
        "registered_on:登记时间 source:信息来源 cremated_on:火化时间 "
        "certificate_number:火化证号 address:生前住址 :+家属电话"
    ),
    titles=("云溪县殡仪馆火化登记表", "填表单位：云溪县殡仪馆"),
    footers=("制表人：",),
    days="slash",
    codes={"source": {"民政火化": "殡仪馆"}},
)
COMPANY = Layout(
    title="市场主体登记信息",
    columns=columns_of(
        "credit_code:社会信用代码 organisation_name:市场主体名称 "
        "company_kind:主体类型 legal_representative:经营者 "
        "legal_representative_id_number:法定代表人身份证号 founded_on:注册日期 "
        "cancelled_on:注销/吊销日期 status:登记状态 address:经营场所 phone:联系方式 "
        ":+登记机关"
    ),
    days="cell",
    codes={"status": {"存续": "存续（在营、开业、在册）"}},
)
UNIT = Layout(
    title="机关事业单位机构名录",
    columns=columns_of(
        ":+序号 unit_code:单位代码 organisation_name:单位名称 former_name:曾用名 "
        "parent_unit:主管部门 unit_level:机构规格 duties:主要职责 leader:负责人 "
        "credit_code:统一社会信用代码 :+办公电话"
    ),
    titles=("云溪县机关事业单位机构名录", "", "截止日期：2026年10月"),
)
