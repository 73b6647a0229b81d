"""Invented names: communities, compounds and people. Any likeness is chance."""

from __future__ import annotations

from random import Random

STREET = "锦禾街道（演示）"
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
PILOTS = {2288: "棠湖国际一期（演示）", 3747: "和澜南道（演示）"}


def community(number: int) -> str:
    """``澜溪社区``: the numbers 0 to 23 give different names."""
    return f"{_FIRST[number % 15]}{_SECOND[(number * 4 + number // 15) % 15]}社区"


def compound(number: int, kind: str) -> str:
    """A compound's name; different for every number."""
    words = _KIND_WORDS[kind]
    first = _FIRST[(number * 7 + 2) % 15]
    second = _SECOND[(number * 11 + number // 15) % 15]
    later = f"{number // 225}" if number >= 225 else ""
    return f"{first}{second}{words[number % len(words)]}{later}（演示）"


def person(rnd: Random) -> str:
    """A name of two or three characters, now and then with a surname of two."""
    double = rnd.random() < 0.004
    surname = rnd.choice(DOUBLE_SURNAMES) if double else rnd.choice(SURNAMES)
    given = rnd.choice(GIVEN) + (rnd.choice(GIVEN) if rnd.random() < 0.72 else "")
    return surname + given
