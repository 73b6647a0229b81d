"""Invented names: communities, compounds, organisations and people. Any likeness is chance.

Whatever has a name of its own ends with （演示）, so that a print or a screenshot says it too.
"""

from __future__ import annotations

from random import Random

MARK = "（演示）"
STREET = f"锦禾街道{MARK}"
NEIGHBOUR = f"澜石街道{MARK}"
SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁"
    "任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
DOUBLE_SURNAMES = ("欧阳", "上官", "司徒", "诸葛")
GIVEN = (
    "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂兰玉梅建华志红文林海燕国庆春生晓东雪峰佳怡子轩梓涵"
    "思远若曦嘉宁一鸣可欣承泽雨桐景行知夏云舒书瑶安然其琛沐阳清和"
)
_FIRST = ("锦", "禾", "澜", "栖", "望", "映", "临", "沐", "清", "拾", "听", "云", "竹", "桐", "棠")
_SECOND = ("湖", "江", "溪", "园", "庭", "府", "岸", "里", "台", "苑", "林", "荟", "洲", "屿", "巷")
_KIND_WORDS = {
    "commodity": ("花园", "国际", "公馆", "雅居", "名邸", "一期", "尚城"),
    "old": ("小区", "宿舍", "院", "新村"),
    "resettlement": ("安置小区", "社区安居苑", "家园"),
    "public_housing": ("公寓", "周转房"),
    "three_no": ("巷院落", "街院落"),
}
_TRADES = ("商贸", "置业", "餐饮管理", "教育咨询", "便民服务", "健康管理", "信息技术")
PILOTS = {2288: f"棠湖国际一期{MARK}", 3747: f"和澜南道{MARK}"}

OFFICE = f"锦禾街道办事处{MARK}"
PROPERTY_OFFICE = f"锦禾街道物业管理办公室{MARK}"
AGENCY = f"同心物业社工服务中心{MARK}"
COMPANIES = ("安澜物业", "和煦物业", "锦程物业", "百家物业", "清和物业", "同邻社会服务")
LAW_FIRMS = (f"明理律师事务所{MARK}", f"衡准律师事务所{MARK}")
ACCOUNTANTS = (f"清账会计师事务所{MARK}", f"实录会计师事务所{MARK}")
MERCHANTS = (
    f"锦禾商户联盟{MARK}",
    f"和澜便民超市{MARK}",
    f"棠湖社区食堂{MARK}",
    f"小满修理铺{MARK}",
)
CLUBS = (f"锦禾邻里文艺社{MARK}", f"锦禾乒乓球社{MARK}")
SOCIAL = (f"锦禾社区发展促进会{MARK}", f"邻里助老服务社{MARK}")


def community(number: int) -> str:
    """``澜溪社区``: the numbers 0 to 23 give different names."""
    return f"{_FIRST[number % 15]}{_SECOND[(number * 4 + number // 15) % 15]}社区"


def compound(number: int, kind: str) -> str:
    """A compound's name; different for every number."""
    words = _KIND_WORDS[kind]
    first = _FIRST[(number * 7 + 2) % 15]
    second = _SECOND[(number * 11 + number // 15) % 15]
    later = f"{number // 225}" if number >= 225 else ""
    return f"{first}{second}{words[number % len(words)]}{later}{MARK}"


def plain(name: str) -> str:
    """A name without the mark, to put into a longer one."""
    return name.removesuffix(MARK)


def developer(number: int) -> str:
    """Who built a compound; a developer builds several."""
    return f"{_FIRST[number % 15]}{_FIRST[(number * 3 + 4) % 15]}置业有限公司{MARK}"


def company(compound_number: int, number: int) -> str:
    """A company that owns a home or a shop."""
    first = _FIRST[(compound_number + number * 4) % 15]
    second = _SECOND[(compound_number // 15 + number) % 15]
    trade = _TRADES[(compound_number + number) % len(_TRADES)]
    return f"{first}{second}{trade}{compound_number + 1:03d}{number:02d}有限公司{MARK}"


def person(rnd: Random) -> str:
    """A name of two or three characters, now and then with a surname of two."""
    double = rnd.random() < 0.004
    surname = rnd.choice(DOUBLE_SURNAMES) if double else rnd.choice(SURNAMES)
    given = rnd.choice(GIVEN) + (rnd.choice(GIVEN) if rnd.random() < 0.72 else "")
    return surname + given
