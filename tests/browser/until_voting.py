"""What a committee, its counters and the community do before anybody votes, by clicking."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

from PIL import Image
from playwright.sync_api import expect

from mulin.kit import clock
from tests.browser.walking import Walk, look
from tests.ground.papers.pdf import text_of

SECRETS = {"counter_1": "春风 又绿 江南 岸", "counter_2": "小桥 流水 人家 前"}
MOTION = "使用维修资金更换 1 号楼电梯"
CODE = re.compile(r"([0-9A-Z]{4}-[0-9A-Z]{4})只给您本人用")
DAY = timedelta(days=1)


def drafted(walk: Walk) -> None:
    page = walk["committee_chair"]
    page.goto(f"{walk.site}/votes/")
    look(page)
    page.get_by_role("link", name="发起第一次表决").click()
    opens = clock.day_of(walk.moment.now) + 21 * DAY
    page.get_by_label("名称").fill("2026 年第一次业主大会会议")
    page.get_by_label("答疑电话").fill("021-00000011")
    page.get_by_label("投票首日").fill(opens.isoformat())
    page.get_by_label("投票末日").fill((opens + 15 * DAY).isoformat())
    page.get_by_label("投票末日").blur()
    expect(page.locator("#dates")).to_contain_text("最迟公示日")
    look(page)
    page.get_by_role("button", name="保存，下一步").click()
    page.get_by_role("link", name="使用专项维修资金【更换电梯】").click()
    page.get_by_label("表决事项").fill(MOTION)
    page.get_by_label("部分楼栋").check()
    page.get_by_role("checkbox", name="1号楼").check()
    page.get_by_label("金额（元）").fill("60000")
    page.get_by_role("button", name="保存").click()
    page.get_by_role("link", name="下一步：计票规则").click()
    look(page)
    page.get_by_label("手机票计入结果").check()
    page.get_by_label("已核对的依据").fill("本小区议事规则第21条，已向区房管部门核对")
    page.get_by_role("button", name="保存，下一步").click()
    for name in ("罗计票", "梁计票"):
        page.get_by_role("button", name=f"确定{name}").click()
    page.get_by_label("职责").select_option("witness")
    page.get_by_role("button", name="确定唐监票").click()
    look(page)
    page.get_by_role("link", name="下一步：锁定").click()
    look(page)
    page.get_by_role("button", name="锁定").click()
    page.get_by_role("dialog").get_by_role("button", name="锁定").click()
    expect(page.get_by_text("已锁定。下一步")).to_be_visible()


def posted(walk: Walk, tmp_path: Path) -> None:
    page = walk.vote_page("committee_chair")
    page.get_by_role("link", name="核对并公示").click()
    look(page)
    assert "手机扫码投票" in text_of(walk.fetched("committee_chair", page, "A4"))
    page.get_by_role("button", name="公示", exact=True).click()
    page.get_by_role("dialog").get_by_role("button", name="公示").click()
    photo = tmp_path / "board.jpg"
    Image.new("RGB", (640, 480), "#c9d6cf").save(photo, "JPEG")
    page.get_by_label("张贴处").fill("1号楼大堂公告栏")
    page.get_by_label("张贴日").fill(walk.moment.today)
    page.get_by_label("照片").set_input_files(photo)
    page.get_by_role("button", name="登记张贴").click()
    expect(page.get_by_role("link", name="照片", exact=True)).to_be_visible()
    look(page)


def keys_kept(walk: Walk) -> None:
    for role, secret in SECRETS.items():
        page = walk.vote_page(role)
        page.get_by_role("link", name="密钥封存").click()
        page.get_by_label("我的口令").fill(secret)
        page.get_by_label("再输一遍").fill(secret)
        page.get_by_role("button", name="封存", exact=True).click()
        expect(page.get_by_text("开票时请您本人到场输入口令")).to_be_visible()
    page = walk.vote_page("community_worker")
    page.get_by_role("link", name="密钥封存").click()
    look(page)
    with page.expect_download():
        page.get_by_role("button", name="打印，只有这一次").click()


def delivered(walk: Walk) -> None:
    page = walk.vote_page("community_worker")
    page.get_by_role("link", name="登记送达").click()
    page.locator("[data-v-all]").check()
    page.get_by_label("方式").select_option("in_person")
    page.get_by_label("日期").fill(walk.moment.today)
    page.get_by_label("签收人").fill("各户签收，见登记表")
    page.get_by_role("button", name="登记", exact=True).click()
    expect(page.get_by_text("有凭证").first).to_be_visible()
    look(page)


def codes_printed(walk: Walk) -> dict[str, str]:
    """Addressee → the code of his letter, as it is read off the paper."""
    page = walk.vote_page("counter_1")
    page.get_by_role("link", name="打印验证码信").click()
    look(page)
    with page.expect_download() as download:
        page.locator("tr", has_text="1号楼").get_by_role("button").click()
    letters = text_of(Path(download.value.path()).read_bytes())
    owners = [p.name for p in walk.cast.a.owners if p.name in letters]
    codes = CODE.findall(letters)
    named = sorted(owners, key=lambda name: letters.index(f"{name}亲启"))
    assert len(codes) == len(named) == 7
    return dict(zip(named, codes, strict=True))
