from django.apps import AppConfig
from django.forms import Field
from django.utils.translation import gettext_lazy as _


class PageConfig(AppConfig):
    """Shells, components and the helpers every screen is made of."""

    name = "mulin.ground.page"
    label = "page"

    def ready(self) -> None:
        """An empty field is answered in plain words; a form may still say it in its own."""
        Field.default_error_messages = {
            **Field.default_error_messages,
            "required": _("这一项要填。"),
        }
