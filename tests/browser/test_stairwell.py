"""A stairwell in the browser, from the map to its share list, its lift and the upkeep."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page

from mulin.deliver.works.models import ConsentSlip, Project, SurveyPhoto
from mulin.kit import clock
from tests.browser import harness
from tests.browser.walking import look
from tests.cast import Cast

pytestmark = pytest.mark.django_db(transaction=True)
Pages = Callable[[str], Page]


@dataclass
class Walk:
    """The site, who walks it, and the project once it is opened."""

    site: str
    cast: Cast
    page: Page
    owner: Page

    @property
    def project(self) -> Project:
        house = self.cast.a.buildings[0]
        found: Project = Project.objects.of(self.cast.yun).get(building=house)
        return found

    @property
    def there(self) -> str:
        return f"{self.site}/works/lifts/{self.project.pk}"


def picture(folder: Path) -> Path:
    file = folder / "shot.jpg"
    out = BytesIO()
    Image.new("RGB", (80, 60), "green").save(out, "JPEG")
    file.write_bytes(out.getvalue())
    return file


def done(walk: Walk, step: str, outcome: str = "") -> None:
    """One step written down on its own page, today."""
    walk.page.goto(f"{walk.there}/steps/{step}/")
    if outcome:
        walk.page.get_by_label("结果").select_option(outcome)
    walk.page.get_by_role("button", name="办了", exact=True).click()
    walk.page.get_by_text("已登记。").wait_for()


def surveyed(walk: Walk, folder: Path) -> None:
    """The sheet is filled in beside the house, and a photo is put on its picture."""
    walk.page.goto(f"{walk.site}/works/lifts/?compound={walk.cast.a.compound.slug}")
    walk.page.locator("[data-w-map] a").first.click()
    look(walk.page)
    walk.page.get_by_role("link", name="填勘察表").click()
    harness.phone(walk.page)
    for field in walk.page.locator("fieldset.w-q .m-opts").all()[1:]:
        field.locator("input").first.check(force=True)
    walk.page.get_by_role("button", name="存好这张表").click()
    walk.page.get_by_text("已存好").wait_for()
    walk.page.get_by_role("link", name="照片放在图上").click()
    walk.page.locator("[data-w-house]").click(position={"x": 90, "y": 40})
    walk.page.get_by_label("照片", exact=True).set_input_files(picture(folder))
    look(walk.page)
    walk.page.get_by_role("button", name="放好这张照片").click()
    walk.page.get_by_text("照片放好了").wait_for()
    assert SurveyPhoto.objects.of(walk.cast.yun).get().across < 0


def planned(walk: Walk) -> None:
    """The project and the plan of who pays what."""
    harness.desktop(walk.page)
    walk.page.goto(f"{walk.site}/works/lifts/?compound={walk.cast.a.compound.slug}")
    walk.page.locator("[data-w-map] a").first.click()
    walk.page.get_by_role("link", name="立项，开始征询").click()
    walk.page.get_by_role("button", name="立项").click()
    walk.page.get_by_text("已立项").wait_for()
    walk.page.goto(f"{walk.there}/shares/")
    walk.page.get_by_label("总价（元）").fill("600000")
    walk.page.get_by_role("button", name="存下方案").click()
    walk.page.get_by_text("已存为新的一版").wait_for()
    look(walk.page)


def seen_by_its_owner(walk: Walk) -> None:
    """A neighbour says on the phone what he thinks of his share."""
    walk.owner.goto(f"{walk.site}/m/lifts/{walk.project.pk}/")
    walk.owner.get_by_text("我家分摊").wait_for()
    look(walk.owner)
    walk.owner.get_by_role("button", name="同意这样分").click()
    walk.owner.get_by_text("您同意了这一版").wait_for()


def signed_by_its_owner(walk: Walk) -> None:
    """The same neighbour signs the sheet with a finger; without a signature it is not taken."""
    walk.owner.get_by_role("link", name="看方案，签征询表").click()
    look(walk.owner)
    walk.owner.locator("input[name=word][value=agree]").check(force=True)
    walk.owner.locator("input[name=agree]").check(force=True)
    walk.owner.get_by_role("button", name="签名并提交").click()
    walk.owner.get_by_text("还没有签名").wait_for()
    pad = walk.owner.locator("[data-m-sign-pad]")
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    assert box
    walk.owner.mouse.move(box["x"] + 20, box["y"] + 30)
    walk.owner.mouse.down()
    walk.owner.mouse.move(box["x"] + 140, box["y"] + 70, steps=5)
    walk.owner.mouse.up()
    walk.owner.get_by_role("button", name="签名并提交").dblclick()
    walk.owner.get_by_role("button", name="撤回我的签名").wait_for()
    slip = ConsentSlip.objects.of(walk.cast.yun).get()
    assert slip.signature_id is not None


def agreed(walk: Walk) -> None:
    """The signed sheets: all of them but one, so that both readings are met and seen."""
    walk.page.goto(f"{walk.there}/consent/")
    selects = walk.page.locator("select[name^=home_]")
    for number in range(selects.count()):
        selects.nth(number).select_option("against" if number == 1 else "agree")
    walk.page.get_by_role("button", name="存下意见").click()
    walk.page.get_by_text("已登记").first.wait_for()
    walk.page.get_by_text("两种口径都达到").wait_for()
    done(walk, "consult", "agreed")
    walk.owner.goto(f"{walk.site}/m/lifts/{walk.project.pk}/")
    assert walk.owner.locator(".w-gate").count() == 3


def objected(walk: Walk) -> None:
    """The notice, an objection, and its mediation."""
    walk.page.get_by_text("登记一件异议").click()
    walk.page.get_by_label("哪一户").fill("1-1-101")
    walk.page.get_by_label("异议", exact=True).fill("担心遮挡采光")
    walk.page.get_by_role("button", name="登记", exact=True).click()
    walk.page.get_by_text("异议已登记").wait_for()
    done(walk, "show", "objected")
    walk.page.goto(f"{walk.there}/steps/settle/")
    walk.page.get_by_role("button", name="办了", exact=True).click()
    walk.page.get_by_text("件书面异议没有解决").wait_for()
    walk.page.goto(f"{walk.there}/")
    walk.page.get_by_text("登记协调结果").click()
    walk.page.get_by_label("怎样解决").select_option("mediated")
    walk.page.get_by_label("结果", exact=True).fill("井道改用玻璃")
    walk.page.get_by_role("button", name="存下结果").click()
    walk.page.get_by_text("协调结果已登记").wait_for()
    done(walk, "settle")


def built(walk: Walk) -> None:
    """Contracts with their reminders, approvals, building, acceptance, registration."""
    walk.page.goto(f"{walk.there}/contracts/")
    walk.page.get_by_label("哪一种合同").select_option("build")
    walk.page.get_by_label("对方单位").fill("禾筑建设")
    walk.page.get_by_label("哪天签的").fill(clock.today().isoformat())
    walk.page.get_by_label("价款（元）").fill("268000")
    walk.page.get_by_role("button", name="登记", exact=True).click()
    walk.page.get_by_text("签了施工，没有监理").wait_for()
    for step in ("contract", "approve", "tell_authority", "build", "accept", "register"):
        done(walk, step)


def paid(walk: Walk) -> None:
    """The subsidy, applied for and received; then the upkeep."""
    walk.page.goto(f"{walk.there}/subsidy/")
    walk.page.get_by_label("申请多少（元）").fill("240000")
    walk.page.get_by_role("button", name="已交申请").click()
    walk.page.get_by_label("到账多少（元）").fill("240000")
    walk.page.get_by_role("button", name="存下结果").click()
    walk.page.get_by_text("结果已登记").wait_for()
    look(walk.page)
    done(walk, "subsidy")
    done(walk, "maintain")
    walk.page.get_by_text("已投用").first.wait_for()
    look(walk.page)


def printed(walk: Walk) -> None:
    """The papers, printed and taken away."""
    walk.page.goto(f"{walk.there}/papers/")
    look(walk.page)
    form = walk.page.request.get(f"{walk.there}/print/lift_agreement.pdf")
    assert form.body().startswith(b"%PDF")
    with walk.page.expect_download() as taken:
        walk.page.get_by_role("button", name="全部材料 ZIP").click()
    assert taken.value.suggested_filename.endswith(".zip")


def test_a_stairwell_from_map_to_share_list_to_maintenance(
    cast: Cast, page_as: Pages, site: str, tmp_path: Path
) -> None:
    walk = Walk(site, cast, page_as("community_worker"), harness.phone(page_as("owner")))
    surveyed(walk, tmp_path)
    planned(walk)
    seen_by_its_owner(walk)
    signed_by_its_owner(walk)
    agreed(walk)
    objected(walk)
    built(walk)
    paid(walk)
    printed(walk)
    walk.owner.reload()
    walk.owner.get_by_text("已投用").first.wait_for()
    assert clock.today() - walk.project.opened_on < timedelta(days=2)
