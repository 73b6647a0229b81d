"""People with posts, and their accounts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from random import Random

from django.conf import settings
from django.contrib.auth.hashers import reset_hashers

from mulin.demo import names
from mulin.demo.people import telephone
from mulin.demo.scene import SINCE, Scene
from mulin.ground.access.actions import change_own_password, create_account
from mulin.ground.access.models import Account
from mulin.ground.estate.actions.appointments import appoint
from mulin.ground.estate.actions.persons import details_of, register_person
from mulin.ground.estate.models import Organisation, Person
from mulin.kit.rights import Role

PASSWORD = "Mulin-demo-2026"
STAFF = 999
"""Telephones of people with posts are 141 999 …."""


def newcomer(scene: Scene, key: str, name: str = "") -> Person:
    """A person who holds a post; invented like everybody here."""
    number = len(scene.people)
    name = name or names.person(Random(f"post {key}"))
    phone = telephone(STAFF, number, wrong=False)
    person = register_person(details_of(name, phones=[phone]), by=scene.by, now=scene.now)
    scene.people[key] = person
    return person


def appointed(
    scene: Scene, key: str, organisation: Organisation, role: Role, title: str, **where: object
) -> None:
    """Appoint one of the people already in the scene."""
    appoint(
        scene.people[key],
        organisation,
        role,
        title,
        since=SINCE,
        basis="任命文件（演示）",
        by=scene.by,
        now=scene.now,
        **where,  # type: ignore[arg-type]
    )


def account(scene: Scene, key: str) -> None:
    """An account with the published password, so that nobody has to change it first."""
    handed = create_account(scene.people[key], key, by=scene.by, now=scene.now)
    opened: Account = handed.membership.account
    change_own_password(opened, PASSWORD, actor=None, now=scene.now)
    scene.members[key] = handed.membership


def officer(scene: Scene, key: str) -> None:
    """Give the office's head an account; from now on it is he who acts."""
    account(scene, key)
    scene.by = scene.acting(key)


@contextmanager
def quick_hashing() -> Iterator[None]:
    """Hash the published password cheaply while the street is loaded.

    Django hashes anew, as strongly as the settings say, when somebody signs in.
    """
    usual = settings.PASSWORD_HASHERS
    if "Argon2" in usual[0]:
        settings.PASSWORD_HASHERS = ["mulin.demo.hashing.QuickArgon2", *usual]
        reset_hashers(setting="PASSWORD_HASHERS")
    try:
        yield
    finally:
        settings.PASSWORD_HASHERS = usual
        reset_hashers(setting="PASSWORD_HASHERS")
