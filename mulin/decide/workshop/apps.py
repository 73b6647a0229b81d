from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorkshopConfig(AppConfig):
    name = "mulin.decide.workshop"
    label = "workshop"
    verbose_name = _("第三方工作室")

    def ready(self) -> None:
        from mulin.decide.workshop import readers
        from mulin.decide.workshop.linking import register
        from mulin.decide.workshop.queries.mandates import powers_on
        from mulin.ground.access.mandates import provide

        provide(powers_on)
        register()
        readers.register()
