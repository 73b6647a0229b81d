"""The JSON API, assembled from the rooms' routers, and its page of documentation.

Read only, but for what the hotline hands over. The page is drawn here: the usual ones load scripts
from elsewhere, which our policy and an intranet without internet both forbid.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from ninja import NinjaAPI
from ninja.security import HttpBearer

from mulin.decide.assembly.api import public as public_votes
from mulin.decide.assembly.api import router as votes
from mulin.discover.intake.api import router as tickets
from mulin.ground.access.api import router as me
from mulin.ground.estate.api import router as register
from mulin.kit.rights import acting


class Signed(HttpBearer):
    """A session or a token: the middleware of ``ground/access`` has read either."""

    def __call__(self, request: HttpRequest) -> Any:
        return acting(request)

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        raise NotImplementedError  # asked of the middleware instead


api = NinjaAPI(
    title="睦邻",
    version="1",
    description="与网页同样的权限，同样打码。只读；只有热线工单可以凭令牌登记。投票不能通过接口办理。",
    docs_url=None,
    auth=Signed(),
    urls_namespace="api",
)
api.add_router("", me)
api.add_router("/register", register)
api.add_router("", votes)
api.add_router("", tickets)
api.add_router("/public", public_votes)


@dataclass(frozen=True)
class Parameter:
    """One parameter of an address, as the page shows it."""

    name: str
    where: str
    kind: str
    needed: bool
    words: str


@dataclass(frozen=True)
class Operation:
    """One address, as the page shows it."""

    method: str
    path: str
    title: str
    words: str
    open: bool
    parameters: tuple[Parameter, ...]
    fields: tuple[tuple[str, str], ...]


@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """What programs may ask, drawn from the same description that programs read."""
    schema = api.get_openapi_schema()
    groups: dict[str, list[Operation]] = {}
    for path, methods in schema["paths"].items():
        for method, said in methods.items():
            tag = (said.get("tags") or [_("其他")])[0]
            groups.setdefault(tag, []).append(_operation(schema, path, method, said))
    context = {"groups": groups, "title": schema["info"]["title"], "info": schema["info"]}
    return render(request, "site/api_docs.html", context)


def _operation(schema: Any, path: str, method: str, said: Any) -> Operation:
    answer = said["responses"][200].get("content", {}).get("application/json", {})
    return Operation(
        method=method.upper(),
        path=path,
        title=said.get("summary", ""),
        words=said.get("description", ""),
        open="security" not in said,
        parameters=tuple(_parameter(p) for p in said.get("parameters", ())),
        fields=tuple(_fields(schema, answer.get("schema", {}))),
    )


def _parameter(said: Any) -> Parameter:
    about = said["schema"]
    return Parameter(
        said["name"],
        {"path": _("地址"), "query": _("查询")}.get(said["in"], said["in"]),
        _kind(about),
        said.get("required", False),
        said.get("description", about.get("description", "")),
    )


def _fields(schema: Any, about: Any) -> list[tuple[str, str]]:
    """Names and kinds of what an answer holds; of a list, those of its items."""
    known = _resolved(schema, about.get("items", about))
    found: list[tuple[str, str]] = []
    for name, field in known.get("properties", {}).items():
        inner = _resolved(schema, field.get("items", {}))
        below = "、".join(inner.get("properties", {}))
        found.append((name, f"{_kind(field)}：{below}" if below else _kind(field)))
    return found


def _resolved(schema: Any, about: Any) -> Any:
    ref = about.get("$ref", "")
    return schema["components"]["schemas"][ref.rsplit("/", 1)[-1]] if ref else about


def _kind(about: Any) -> str:
    words = {
        "string": _("文字"),
        "integer": _("整数"),
        "array": _("列表"),
        "object": _("对象"),
        "boolean": _("是否"),
    }
    options = [about, *about.get("anyOf", ())]
    kinds = (words.get(o.get("type", ""), "") for o in options)
    formats = {"uuid": "UUID", "date": _("日期"), "date-time": _("时刻")}
    shaped = (formats.get(o.get("format", ""), "") for o in options)
    return next((w for w in (*shaped, *kinds) if w), _("对象"))
