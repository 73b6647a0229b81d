from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class JobsConfig(AppConfig):
    name = "mulin.ground.jobs"
    label = "jobs"
    verbose_name = "后台任务"

    def ready(self) -> None:
        """Find every app's ``jobs.py``, so that kinds and ticks are known to pages and worker."""
        autodiscover_modules("jobs")
