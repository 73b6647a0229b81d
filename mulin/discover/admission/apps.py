from django.apps import AppConfig


class AdmissionConfig(AppConfig):
    name = "mulin.discover.admission"
    label = "admission"
    verbose_name = "社区工作准入"
