"""A matter named on a room's page."""

from __future__ import annotations

from django import template
from django.template import RequestContext
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from mulin.ground.matters.models import Matter
from mulin.ground.matters.permissions import may_see_matter
from mulin.kit.rights import acting

register = template.Library()


@register.simple_tag(takes_context=True)
def matter_link(context: RequestContext, matter: Matter, title: bool = False) -> SafeString | str:
    """Its number, with its title where asked; it leads to the matter whoever may open that."""
    words = f"{matter.number} {matter.title}" if title else matter.number
    if may_see_matter(acting(context["request"]), matter) is not None:
        return matter.number
    return format_html('<a href="{}">{}</a>', reverse("matters:matter", args=[matter.pk]), words)
