"""What the rules on withdrawals from the housing fund share: texts, offices."""

from rules.rule import Basis, Read, posts

REGULATION = Basis(
    document="《住房公积金管理条例》（国务院令第350号）",
    article="第二十四条、第二十五条",
    read=Read.FOUND,
)
CONTROL_NOTICE = Basis(
    document="《关于开展治理违规提取住房公积金工作的通知》（建金〔2018〕46号）",
    read=Read.RECALLED,
)
RENT_NOTICE = Basis(
    document="《关于放宽提取住房公积金支付房租条件的通知》（建金〔2015〕19号）",
    read=Read.RECALLED,
)
OFFICES = posts(
    "缴存单位（出具提取证明）、县住房公积金中心受理岗",
    "县住房公积金中心审核岗",
    "县住房公积金中心负责人",
    "县住房公积金中心资金岗、受托银行",
    "县住房公积金中心、市住房公积金管理委员会",
)
KIN = ("registry/resident", "registry/marriage", "registry/declared_kin")
