"""What a green channel is about, and whom that usually takes: one entry is one topic."""

from __future__ import annotations

from dataclasses import dataclass

from mulin.kit.words import said


@dataclass(frozen=True)
class Profession:
    """A kind of party that can be asked to come."""

    code: str
    name: str
    office: bool


@dataclass(frozen=True)
class Topic:
    """What a dispute is about: the words by which its title betrays it, and who helps."""

    code: str
    name: str
    words: tuple[str, ...]
    helps: tuple[str, ...]


PROFESSIONS: tuple[Profession, ...] = (
    Profession("housing", said("房管部门"), office=True),
    Profession("judge", said("社区法官"), office=True),
    Profession("police", said("社区民警"), office=True),
    Profession("enforcement", said("综合执法"), office=True),
    Profession("lawyer", said("律师"), office=False),
    Profession("mediator", said("人民调解员"), office=False),
)
PROFESSION_NAMES = {one.code: one.name for one in PROFESSIONS}

TOPICS: tuple[Topic, ...] = (
    Topic(
        "parking",
        said("停车管理"),
        ("停车", "车位", "乱停", "地库", "车棚"),
        ("housing", "police", "lawyer", "mediator"),
    ),
    Topic(
        "election",
        said("业委会换届和组建"),
        ("换届", "改选", "选举", "业委会", "筹备组", "备案"),
        ("housing", "lawyer", "mediator"),
    ),
    Topic(
        "company",
        said("物业服务和选聘"),
        ("物业", "选聘", "解聘", "交接", "物业费", "撤出"),
        ("housing", "judge", "lawyer", "mediator"),
    ),
    Topic(
        "money",
        said("维修资金和公共收益"),
        ("维修资金", "公共收益", "账目", "审计", "分红"),
        ("housing", "lawyer"),
    ),
    Topic(
        "building",
        said("违法搭建和房屋安全"),
        ("违建", "违法搭建", "搭建", "承重", "外墙", "封阳台", "群租"),
        ("enforcement", "housing", "police"),
    ),
    Topic(
        "lift",
        said("加装电梯"),
        ("加装电梯", "加梯", "电梯"),
        ("housing", "lawyer", "mediator"),
    ),
    Topic(
        "neighbours",
        said("邻里纠纷"),
        ("噪音", "漏水", "楼道", "养犬", "遛狗", "邻居", "广场舞", "晾衣"),
        ("mediator", "police", "judge"),
    ),
    Topic("other", said("其他"), (), ("mediator", "lawyer")),
)
BY_CODE = {topic.code: topic for topic in TOPICS}


def topic_of(title: str) -> Topic:
    """The topic whose words the title holds most of; the last one for none."""
    counted = [(sum(word in title for word in topic.words), topic) for topic in TOPICS]
    most, found = max(counted, key=lambda pair: pair[0])
    return found if most else TOPICS[-1]
