"""What people say when something is broken, and what is said when it was put right. All invented."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Trouble:
    """One kind of trouble: how often, what is said, where, and how it is put right."""

    code: str
    often: int
    texts: tuple[str, ...]
    done: tuple[str, ...]
    spots: tuple[str, ...] = ("",)
    home: bool = False
    building: bool = True
    office: bool = False
    """It goes to the community or the street, and is not sent on to the company."""


TROUBLES = (
    Trouble(
        "leak", 12,
        ("厨房下水返水，地上都是水。晚上六点以后在家",
         "卫生间吊顶滴水，楼上说不是他家。天花板已经鼓起来了",
         "水表前的阀门渗水，关不紧",
         "阳台地漏堵了，下雨天往屋里倒灌"),
        ("疏通主管道，换地漏芯。", "楼上淋浴房重新打胶，观察一天不再滴。", "换了表前阀。"),
        home=True,
    ),
    Trouble(
        "leak", 11,
        ("地库顶板渗水，地上滑，昨天有人差点摔倒", "一楼大堂空调冷凝水滴到地上", "消防管接头滴水，墙皮泡了"),
        ("接头换新，补了防水，地面擦干放了警示牌。", "冷凝水管加了保温。"),
        ("地下一层电梯口", "大堂", "地库 B 区"),
    ),
    Trouble(
        "power", 13,
        ("楼道声控灯不亮，老人晚上下楼看不见", "路灯四盏不亮，从门口到三号楼一片黑",
         "充电桩跳闸，三个车位都不能用"),
        ("换灯头六个。", "路灯线路接头氧化，重新压接。", "漏保更换，试充两小时正常。"),
        ("3 楼楼道", "东侧道路", "地下车库充电区"),
    ),
    Trouble(
        "lift", 9,
        ("电梯关门关不上，反复开合", "电梯运行有异响，像刮东西", "轿厢照明闪，按钮 5 楼不灵"),
        ("维保单位调整门机，试运行正常。", "导靴更换，异响消除。", "更换按钮板。"),
        ("1 单元电梯", "2 单元电梯"),
    ),
    Trouble(
        "door", 9,
        ("单元门禁刷卡没反应，只能等别人开", "单元门闭门器坏了，门一直敞着", "对讲听得见看不见"),
        ("读卡器重新接线。", "换了闭门器。", "室内机摄像头更换。"),
        ("1 单元门口", "东门"),
    ),
    Trouble(
        "clean", 10,
        ("垃圾房满了没清，味道很大", "楼道里堆了纸板和旧沙发，好几天了", "电梯里有宠物尿味"),
        ("当日清运两车，冲洗地面。", "联系业主搬走，楼道清扫。", "电梯消杀一遍，每日两次。"),
        ("垃圾房", "6 楼楼道", "2 单元电梯"),
    ),
    Trouble(
        "parking", 9,
        ("消防登高面上停了三辆车", "外来车占了我的固定车位", "非机动车停在无障碍坡道上"),
        ("电话联系车主挪车，补画禁停线。", "核对车牌后劝离，道闸名单已更新。", "搬走并设了隔离桩。"),
        ("三号楼前", "地库 A 区 118 号", "一号楼坡道"), building=False,
    ),
    Trouble(
        "noise", 8,
        ("楼上中午装修，孩子没法睡", "广场舞音响到晚上九点半还不停", "邻居家狗夜里叫个不停"),
        ("和业主约定午间不施工，贴了装修时段告示。", "和舞蹈队说好晚八点半结束、音量调低。"),
        ("", "中心花园"), building=True, office=True,
    ),
    Trouble(
        "roof_wall", 5,
        ("顶楼雨棚松了，刮风哐哐响", "外墙面砖空鼓，怕掉下来"),
        ("雨棚重新固定。", "敲除空鼓面砖并抹灰，设了围挡。"),
        ("楼顶", "北侧外墙"),
    ),
    Trouble(
        "fire", 5,
        ("楼道里给电动车充电，飞线从三楼拉下来", "消防通道的门被锁上了"),
        ("劝离并收线，登记进充电棚。", "钥匙交门岗，改为推杠锁。"),
        ("2 单元楼道", "地库安全出口"),
    ),
    Trouble(
        "facility", 4,
        ("健身器材的踏板断了", "花园座椅木条翘起来，有钉子"),
        ("踏板更换，检查其余器材。", "木条更换并打磨。"),
        ("中心花园", "活动场地"), building=False,
    ),
    Trouble(
        "fee", 3,
        ("物业费账单里多了一项公共能耗，想知道怎么算的", "停车费发票一直没开"),
        ("已当面解释分摊办法并给了明细。", "电子发票已补开。"),
        building=False,
    ),
    Trouble(
        "service", 3,
        ("门岗换人以后没有人登记外卖，谁都能进", "打物业电话三次都没人接"),
        ("社区约谈项目经理，门岗登记制度已恢复。", "值班电话改为两人轮守，已抽查。"),
        ("东门",), building=False, office=True,
    ),
    Trouble(
        "green", 2,
        ("树枝伸到三楼窗户了，刮风打玻璃", "绿地里有人种菜"),
        ("已修剪。", "劝说后清理，补种草皮。"),
        ("五号楼南侧", "七号楼后"), building=False,
    ),
)  # fmt: skip

LIVES = {"done": 62, "paused": 14, "stuck": 9, "again": 6, "new": 9}
"""How a ticket goes, and how often: done at once, with a pause, contacted and left, done twice, new."""


@dataclass(frozen=True)
class Words:
    """What is said on the way."""

    pauses: tuple[tuple[str, str], ...]
    good: tuple[str, ...]
    bad: tuple[str, ...]
    pipe: tuple[str, ...]


WORDS = Words(
    pauses=(
        ("material", "配件要订货，到了就装"),
        ("access", "住户出差，约好回来再上门"),
        ("weather", "连着下雨，等天晴做防水"),
        ("others", "等供电公司确认停电时间"),
    ),
    good=("师傅来得快，地也拖干净了", "", "说到做到", "态度好", ""),
    bad=("当天好了，第二天又这样", "还是老样子"),
    pipe=("厨房顶部漏水，下面两层都湿了", "厨房下返水，一层两户都有", "卫生间顶部漏水，疑是立管"),
)

HOTLINE = (
    (
        ("noise", "市民反映小区南侧工地夜间施工噪声扰民，希望协调", "王先生"),
        ("parking", "市民反映小区出入口早高峰车辆乱停，公交车进不来", "李女士"),
        ("clean", "市民反映垃圾投放点撤桩后垃圾落地", "不愿透露"),
        ("service", "市民反映物业停用一部电梯超过三天未公告", "周女士"),
    ),
    (
        ("violation", "市民反映一楼住户在公共绿地搭建阳光房", "赵先生"),
        ("leak", "市民反映地下车库大面积积水，多次向物业反映未处理", "钱女士"),
        ("fee", "市民咨询电梯能耗费分摊依据", "孙先生"),
    ),
)
"""What the hotline sends: this morning, last week. Category, text, caller."""
