from datetime import timedelta
from mulin.ground.matters.actions import About, open_matter
from mulin.ground.matters.actions.filing import *
from mulin.ground.matters.actions.handing import hand_over
from mulin.ground.matters.actions.joining import link, merge, split, tie
from mulin.ground.matters.queries import hands_near
from mulin.discover.intake.actions.gathering import link_matter
from mulin.discover.patrols.actions.filing import join_matter
from mulin.kit.ids import uuid7
from mulin.kit.clock import day_of
from tests.deliver.works.lifting import opened as lift_opened
from tests.discover.intake.telling import jpeg, raised
from tests.isolation import patrols, grids, meetings
from tests.browser import harness
from django.urls import reverse


def test_look(page_as, site, cast, actor, now):
    by = actor("street_officer")
    def op(title, **about):
        return open_matter(cast.a.compound, title, "deliberate", about=About(**about), by=by, now=now, once=uuid7())
    m = op("地下车库雨季倒灌，入口排水沟年年堵", kind="safety", building=cast.a.buildings[0], spot="地下一层南入口")
    other, double = op("全小区雨污分流改造", kind="build"), op("车库进水，住户反映三次")
    for t in (raised(cast, actor("owner"), now), raised(cast, actor("owner"), now)):
        link_matter(t, m, by=by, now=now)
    h = patrols.hazard(cast); join_matter(h, m, by=by, now=now)
    i = meetings.issue(cast); i.matter = m; i.save()
    tie(m, lift_opened(cast, by, now).number, by=by, now=now)
    add_party(m, "concerned", Who(name="车库南侧 46 个车位的使用人"), once=uuid7(), by=by, now=now)
    add_party(m, "owes", Who(organisation=cast.company), once=uuid7(), by=by, now=now)
    p = add_party(m, "raised", Who(person=cast.persons["owner"]), once=uuid7(), by=by, now=now)
    d = set_deadline(m, "物业清淤、备好挡水板", day_of(now), "联席会议纪要", once=uuid7(), by=by, now=now)
    meet_deadline(d, by=by, now=now)
    set_deadline(m, "两个方案交业主代表讨论", day_of(now)+timedelta(days=5), "联席会议纪要", once=uuid7(), by=by, now=now)
    file_paper(m, "现场照片", jpeg(), by=by, now=now)
    merge(double, m.number, "同一处积水，重复立项", by=by, now=now)
    link(m, other.number, "同一次排查发现", by=by, now=now)
    hand = next(x for x in hands_near(m, day_of(now)) if x.person is None)
    hand_over(m, hand.organisation, None, "先由业委会征求意见", by=by, now=now)
    split(m, "南入口道路排水沟改造", "入口道路属市政，另行协调", once=uuid7(), by=by, now=now)
    page = page_as("street_officer")
    from pathlib import Path
    out = Path("/tmp/unite_shots"); out.mkdir(exist_ok=True)
    for name, size in (("desk", harness.DESKTOP), ("phone", harness.PHONE)):
        page.set_viewport_size(size)
        for what, url in (("matter", reverse("matters:matter", args=[m.pk])), ("merged", reverse("matters:matter", args=[double.pk])), ("list", reverse("matters:list")), ("hazard", reverse("patrols:hazard", args=[h.pk]))):
            page.goto(site + url)
            page.screenshot(path=out / f"{name}_{what}.png", full_page=True)
            if what == "matter":
                page.locator("summary", has_text="拆出一件").click()
                page.screenshot(path=out / f"{name}_split.png", full_page=True)
            print(name, what, page.evaluate(harness.OVERFLOWING), page.evaluate(harness.SMALL_TAPS, harness.SMALLEST_TAP) if name=="phone" else "")
            for f in harness.Axe().run(page).response["violations"]: print("AXE", what, f["id"], [n["html"][:120] for n in f["nodes"]][:2])
