from django.apps import AppConfig

from mulin.site import checks


class SiteConfig(AppConfig):
    name = "mulin.site"
    label = "site"
    verbose_name = "站点"

    def ready(self) -> None:
        checks.register()
