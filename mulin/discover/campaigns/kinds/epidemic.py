"""疫情防控: doors, disinfection, duty at the gates."""

from mulin.discover.campaigns.kind import Aim, Kind, Paper, Post, Ware, Work
from mulin.kit.words import said

KIND = Kind(
    code="epidemic",
    title=said("疫情防控"),
    about=said("值班值守、防疫宣传、入户排查、环境消杀。"),
    days=21,
    emergency=True,
    order=30,
    disinfects=True,
    aims=(Aim("spots", said("每天消杀点位"), said("处"), 20),),
    works=(Work(said("楼道、电梯、扶手消杀"), by_building=True, aim="spots"),),
    posts=(Post(said("主出入口"), "07:00", 8, 3),),
    wares=(
        Ware(said("含氯消毒片"), said("瓶")),
        Ware(said("口罩"), said("只")),
        Ware(said("手套"), said("副")),
        Ware(said("喷壶"), said("个")),
    ),
    helps=(
        ("medicine", said("需要买药送药")),
        ("clinic", said("需要就医")),
        ("food", said("需要代买生活物资")),
        ("alone", said("独自在家需要照看")),
        ("other", said("其他")),
    ),
    look=said("在门口问，不进屋；只问需不需要帮助和按通知要问的几项，不记与防控无关的事。"),
    purpose=said("疫情期间排查和帮助需要照顾的家庭"),
    keep_days=14,
    papers=(
        Paper(
            said("致居民：入户排查和消杀安排"),
            said(
                "社区和物业人员将佩戴证件上门，在门口询问，不进屋。消杀期间请暂时不要触摸扶手和电梯按钮。"
                "需要买药、就医、代买的，请告诉他们或者打社区电话。所问的内容只用于这次防控，到期销毁。"
            ),
        ),
    ),
)
