"""Who holds which post in the compounds, and who of them can sign in."""

from __future__ import annotations

from mulin.demo.lifts import tell_lift_people
from mulin.demo.mediation import tell_mediation_people
from mulin.demo.patrols import tell_guards
from mulin.demo.posts import account, appointed, newcomer
from mulin.demo.register import owners
from mulin.demo.scene import SINCE, Scene
from mulin.demo.tickets import tell_workers
from mulin.demo.workshop import tell_workshop_people
from mulin.ground.estate.actions.tenancies import begin_tenancy
from mulin.ground.estate.models import Ownership, Person, Unit
from mulin.kit.rights import Role

SEATS = ("副主任", "委员", "委员", "委员")
COUNTERS = 4
"""Two pairs of counters; the first has sign-ins that are printed."""


def tell_posts(scene: Scene) -> None:
    """The pilot compound's people first: they are the ones that sign in."""
    compound = scene.compounds[0]
    named = owners(scene, 0)
    keys = ("yeweihui", "jipiao1", "jipiao2", "yezhu")
    scene.people |= dict(zip(keys, named, strict=False))
    scene.people["gongyou"] = _co_owner(scene)
    newcomer(scene, "jianpiao", "唐知夏")
    newcomer(scene, "wuye", "许景行")
    newcomer(scene, "shenji", "邓清和")
    newcomer(scene, "zuhu", "曾子轩")
    newcomer(scene, "jiatiban", "罗毅衡")
    witness = scene.residents[0]
    appointed(scene, "jianpiao", witness, Role.WITNESS, "监票人", compound=compound)
    auditor = next(b for b in scene.bodies.values() if b.kind == "accounting_firm")
    agency = scene.bodies["agency"]
    appointed(scene, "jiatiban", agency, Role.SOCIAL_WORKER, "加梯办")
    appointed(scene, "shenji", auditor, Role.AUDITOR, "注册会计师")
    appointed(
        scene, "wuye", scene.companies[0], Role.PROPERTY_MANAGER, "项目经理", compound=compound
    )
    _let(scene)
    for key in ("yeweihui", "jipiao1", "jipiao2", "yezhu", "gongyou", "jianpiao", "wuye"):
        account(scene, key)
    for key in ("shenji", "zuhu", "shequ"):
        account(scene, key)
    _committees(scene)
    if second := scene.people.get("member-0-0"):
        scene.people["weiyuan"] = second
        account(scene, "weiyuan")
    _managers(scene)
    _other_counters(scene)
    tell_workers(scene)
    tell_lift_people(scene)
    tell_workshop_people(scene)
    tell_guards(scene)
    tell_mediation_people(scene)


def _committees(scene: Scene) -> None:
    """Every committee has a chair; those that live in full have all their members."""
    for number, committee in scene.committees.items():
        compound, member = scene.compounds[number], Role.COMMITTEE_MEMBER
        found = owners(scene, number, 40 if number < 3 else 3)
        if number == 0:
            appointed(scene, "yeweihui", committee, member, "主任", compound=compound)
            for key in ("jipiao1", "jipiao2"):
                appointed(scene, key, committee, Role.VOTE_COUNTER, "计票人", compound=compound)
        elif found:
            scene.people[f"chair-{number}"] = found[0]
            appointed(scene, f"chair-{number}", committee, member, "主任", compound=compound)
        if number < 3:
            for index, title in enumerate(SEATS):
                if len(found) > 10 + index:
                    key = f"member-{number}-{index}"
                    scene.people[key] = found[10 + index]
                    appointed(scene, key, committee, member, title, compound=compound)


def _managers(scene: Scene) -> None:
    """A project manager for each compound that a company manages, where it is large."""
    for plan in scene.plans[1:]:
        if plan.mode == "company_managed" and plan.homes > 400:
            key = f"manager-{plan.number}"
            newcomer(scene, key)
            company = scene.companies[plan.number % (len(scene.companies) - 1)]
            compound = scene.compounds[plan.number]
            role = Role.PROPERTY_MANAGER
            appointed(scene, key, company, role, "项目经理", compound=compound)


def _other_counters(scene: Scene) -> None:
    """Two owners of the second compound count for the votes of the smaller ones too."""
    for index, person in enumerate(owners(scene, 1)[:2], start=3):
        scene.people[f"jipiao{index}"] = person
        account(scene, f"jipiao{index}")


def _co_owner(scene: Scene) -> Person:
    shared = Ownership.objects.of(scene.street).filter(
        unit__compound=scene.compounds[0],
        unit__use=Unit.Use.HOME,
        share_denominator=2,
        person__id_masked__gt="",
        person__phone_masked__gt="",
    )
    row = shared.select_related("person").order_by("unit__building__order", "unit__order")[0]
    assert row.person is not None  # noqa: S101 - filtered above
    return row.person


def _let(scene: Scene) -> None:
    units = Unit.objects.of(scene.street).filter(compound=scene.compounds[0], use="home")
    unit = units.order_by("building__order", "order")[3]
    begin_tenancy(unit, scene.people["zuhu"], since=SINCE, by=scene.by, now=scene.now)
