"""What rules on training subsidies share: the offices from the course to the money."""

from rules.rule import posts

OFFICES = posts(
    "培训机构",
    "乡镇人民政府（移民工作站）",
    "各培训主管部门",
    "县财政局、代发银行",
    "各培训主管部门、县财政局",
)
