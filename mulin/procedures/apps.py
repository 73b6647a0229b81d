from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProceduresConfig(AppConfig):
    name = "mulin.procedures"
    label = "procedures"
    verbose_name = _("程序")

    def ready(self) -> None:
        from mulin.ground.access import duties
        from mulin.ground.calendar import effects
        from mulin.ground.estate import under_way
        from mulin.procedures import linking, readers
        from mulin.procedures.passing import offers
        from mulin.procedures.queries import beside

        readers.register()
        linking.register()
        offers.register()
        effects.provide("procedures", beside.days_that_move)
        under_way.provide("procedures", beside.procedures_under_way)
        duties.provide("procedures", beside.steps_that_wait_for)
