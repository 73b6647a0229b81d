from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PactsConfig(AppConfig):
    name = "mulin.deliberate.pacts"
    label = "pacts"
    verbose_name = _("公约与职责清单")

    def ready(self) -> None:
        from mulin.deliberate.pacts import linking, readers

        linking.register()
        readers.register()
