"""防寒潮: frozen pipes, heating that kills, people who sit in the cold."""

from mulin.discover.campaigns.kind import Aim, Kind, Paper, Ware, Work
from mulin.kit.words import said

KIND = Kind(
    code="cold_wave",
    title=said("防寒潮冰冻"),
    about=said("寒潮来以前：水管保暖、清冰除雪、用火用电用气提示、看望怕冷的老人。"),
    days=10,
    emergency=True,
    order=45,
    aims=(Aim("pipes", said("水管水表包扎"), said("处"), 20),),
    works=(
        Work(said("包扎外露水管和水表"), by_building=True, aim="pipes"),
        Work(said("坡道、台阶撒盐除冰")),
    ),
    wares=(
        Ware(said("保温棉"), said("米")),
        Ware(said("工业盐"), said("公斤")),
        Ware(said("棉被"), said("床")),
    ),
    helps=(
        ("heat", said("家里没有取暖")),
        ("water", said("停水、水管冻裂")),
        ("carry", said("行动不便，出不了门")),
        ("supplies", said("缺吃的、用的、药")),
        ("other", said("其他")),
    ),
    look=said("问取暖用什么，烧炭和煤气取暖的请开窗通风；问需不需要帮助。"),
    purpose=said("寒潮期间知道谁家需要帮助"),
    papers=(
        Paper(
            said("寒潮提示：取暖安全和水管防冻"),
            said(
                "烧炭、煤气取暖一定要开窗通风。晚上请放细流水防冻。家里有老人需要帮助的，请打社区电话。"
            ),
        ),
    ),
)
