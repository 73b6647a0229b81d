from django.apps import AppConfig


class PortableConfig(AppConfig):
    name = "mulin.portable"
    label = "portable"
    verbose_name = "导入导出"

    def ready(self) -> None:
        """Say who may read the files of imports."""
        from mulin.ground.papers.permissions import register_reader
        from mulin.portable.roster_import import PAPER_KIND, may_read_roster

        register_reader(PAPER_KIND, may_read_roster)
