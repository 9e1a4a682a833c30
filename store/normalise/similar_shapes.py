"""Characters that look alike: what a clerk, a scan or a copied list confuses.

Our own table, chosen among the characters of names; every two characters of a
group are similar, and a character may be in several groups.
"""

from collections.abc import Iterator, Mapping
from itertools import permutations

# A line with a colon is the reason of the groups below it.
TABLE = """
one stroke longer, shorter, more or less:
    未末 己已巳 士土 千干于 日曰 大太犬 天夫 木本术 午牛 人入八 刀力 了子孑
    乌鸟 今令 目且 石右 古吉 万方 毛手 元无 开井 丰韦 永水 予矛
    戊戌戍 免兔 史吏 氏民 良艮 宇字 住往 亨享 享亭 哀衷 历厉 尤龙
    凡几 少小 月用 夭天 巾币 全金 止正 亘旦 候侯 斤斥 辛幸 皿血
    风凤 卫工 东车 买卖 勾匀 勺匀 兑充 仓仑 折拆 爪瓜 贝见 干平
    米来 朱未 束朿 田由 由甲 甲申 王玉 玉主 王主 白自 日白
the same right half, another radical:
    玮伟炜纬 林材 梅海悔 柏珀铂 桐铜 洪供 汪旺 清倩情晴 婧倩 靖靓 浩皓 浩诰
    泽择 洁桔 浦埔铺 洋详 津律 沐休 沛柿 沅阮 湘厢 滔韬 漫慢 澜斓
    波坡玻 润闰 佳挂 桃挑 栋拣 株珠 枝技 枫讽 楠南 杨扬 杨汤 扬场
    榕熔蓉 槐愧 楷揩 樟漳璋 模摸 棋琪 琪祺淇 祺棋 珍诊 铃钤 玲珍 玲岭
    珊删 珊姗 琼凉 琼惊 瑜愉 瑜渝榆 瑶谣 瑶摇 珂坷 琦绮 琦椅 琰淡
    琛深 瑾谨 瑾槿 璐潞 璇旋 环坏 玥钥 珏钰 班斑 理埋 珺琚 璟憬
    俊峻竣骏 佑佐 倩债 伦论沦 伦抡 仁仕 代伐 仙汕 伊尹 伸坤 伸神 坤神
    信倍 傅博 亿忆 仪议 作昨 任仕 明朋 昌晶 晖辉 晓浇 晓绕 晓烧
    昊吴 昕听 晗唅 晴睛 暄喧 曦羲 烨晔 烨桦 炳柄 焕换 煜昱 煌惶
    炬矩 烽锋 烽峰 峰锋 峰蜂 熙照 烁砾 铭络 锦棉 锦绵 镇填 镇慎
    钧均 钧钓 钦软 铁轶 钢纲 钢刚 刚纲 银根 锐说 铎译 锡赐
the same left half or frame:
    妹姝 娟绢 娟捐 婷停 娜哪 娥俄 嫒媛 媛援 媛暖 姣娇 妍研 妍姘
    妮呢 如奴 好奴 婉琬 婉碗 婵禅 姚挑 姜美 嘉喜 嘉熹 绍给 绍招
    维唯 维谁 纯钝 绪诸 续读 缘绿 纪记 经轻 练炼 细组 组祖 艺芸
    苗茁 英莫 茹苏 茜西 荣莱 荣菜 莉利 莹荧 莹萤 营莹 菊匊 萍泙
    蓓培 蔡葵 蔡察 蒋奖 薇徽 微徽 宣宜 寅演 宋宗 家冢 宝定 守寺
    宸辰 容客 字学 国园 园圆 团困 因困 固因 闫闰 闻闰 闵闷 阁阎
    阳阴 陈阵 陈除 陆陈 院阮 隆降 郑邓 郭鄂 邦帮 庞宠 唐康 康庚
    廉康 廷延 远运 进讲 连莲 迎迪
the same but for a radical that was lost, added or changed in size:
    冈岗 季李 兖衮 半平 苇玮 林琳 涛焘 潇萧 泉原 玲铃 瑞端 俊浚
    健键 健建 保堡 俞愈 傲敖 伯柏 何柯 晖晕 炎淡 炫弦 锋逢 婷亭
    娴闲 姚桃 芳芬 芝艺 芸云 苗描 莎沙 菲非 萍苹 蓉容 蓓倍 蕾雷
    薇微 宗崇 邱丘 庭廷 运云 逢蓬 崔催 慧彗 励厉 奎圭 圭土 彦颜
    彩采 擎警 敬警 朔溯 梓锌 永泳 源原 潘番 相湘 瞿翟 福富 秀季
    符付 群郡 翔祥 艳滟 覃潭 詹瞻 詹檐 誉举 谭覃 贤坚 郝赫 雪霎
    魏巍 齐斋
the same outline in small print or a bad scan:
    春舂 秦泰 泰奉 春泰 秦奏 奉奏 青责 青贵 贵责 素索 崇祟 岚风
    嵩蒿 嵘荣 炭岩 思恩 志忘 志态 忠患 惠思 愚遇 勤勒 助劲 劲轻
    利刊 刘则 刘列 到倒 划刘 前剪 则测 刚删 判刊 卿即 卿聊 印卯
    柳抑 柳聊 卓草 卓阜 博搏 南雨 占古 召台 名各 吕品 呈星 员贞
    尚向 尚商 商高 培陪 基墓 堂常 坚竖 坚紧 垒全 垣桓 孟盂 盈盆
    盛盈 益盖 盘盆 强张 张弦 弛驰 彤形 彦产 影彰 征证 征怔 徐除
    徐涂 德得 彻沏 得碍 戴载 戴截 成咸 成戌 咸威 戚咸 威戚 武式
    戎戒 捷健 授援 拓括 拥佣 攀樊 樊焚 政攻 敬散 敦郭 文丈 新斯
    施旋 旅族 族旋 旗祺 昱星 显昱 朗郎 朝潮 期斯 杜牡 李孪 杏杳
    松忪 松淞 果呆 枚玫 柯珂 栗粟 栗票 栾挛 梁粱 梁染 梓样 检捡
    梧悟 民良 汉汊 沈沉 沃跃 涂除 涵函 温湿 滕腾 滕膝 潘播 熊能
    燕蒸 爱受 牧枚 畅场 畅杨 略咯 皖晚 盼吩 直真 真其 眉肩 翟霍
    矫娇 砚现 祝视 祁祈 祥详 祥样 福幅 禄绿 禄碌 秀委 秋秒 秉乘
    竹付 管菅 简筒 筱莜 篮蓝 籍藉 粉纷 精清 翰韩 肇聿 胜性 艳绝
    虞虔 衍行 裴斐 裴装 覃罩 计汁 许计 诗侍 诚城 诚咸 谊谅 谢榭
    谭潭 贤肾 贾贸 赵赴 路璐 跃妖 轩杆 辰晨 辰展 郁都 郝赦 醒酲
    野墅 闯闵 霄宵 霖霜 霞霜 韩朝 韶韵 顺项 顺顾 顾颜 颖颍 频颖
    馨謦 馥馨 驹狗 骁骄 鲍饱 鸣鸡 麒麟 黎黍 黎藜 冶治 冷泠 凌陵
    凌浚 琳淋 淑椒 奇寄 昊旻 衍衔
"""


def _groups(table: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    reason = ""
    for line in table.strip().splitlines():
        if line.endswith(":"):
            reason = line.removesuffix(":")
        else:
            yield reason, tuple(line.split())


SIMILAR_SHAPES: Mapping[str, tuple[str, ...]] = {
    wanted: tuple(
        group
        for reason, groups in _groups(TABLE)
        if reason == wanted
        for group in groups
    )
    for wanted, _ in _groups(TABLE)
}
_PAIRS = frozenset(
    pair
    for groups in SIMILAR_SHAPES.values()
    for group in groups
    for pair in permutations(group, 2)
)


def similar_shape(left: str, right: str) -> bool:
    """Say whether two different characters are easily taken for each other."""
    return (left, right) in _PAIRS
