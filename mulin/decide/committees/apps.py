from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommitteesConfig(AppConfig):
    name = "mulin.decide.committees"
    label = "committees"
    verbose_name = _("业委会与同类组织")

    def ready(self) -> None:
        from mulin.decide.committees import linking, openings, readers

        readers.register()
        openings.register()
        linking.register()
