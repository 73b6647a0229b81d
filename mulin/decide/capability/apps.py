from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CapabilityConfig(AppConfig):
    name = "mulin.decide.capability"
    label = "capability"
    verbose_name = _("能力提升")

    def ready(self) -> None:
        from mulin.decide.capability import readers
        from mulin.decide.capability.queries.visits import visits_of_matter
        from mulin.ground.matters.links import register_pieces

        readers.register()
        register_pieces(visits_of_matter)
