from django.apps import AppConfig


class PageConfig(AppConfig):
    """Shells, components and the helpers every screen is made of."""

    name = "mulin.ground.page"
    label = "page"
