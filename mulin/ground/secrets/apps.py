from django.apps import AppConfig


class SecretsConfig(AppConfig):
    name = "mulin.ground.secrets"
    label = "secrets"
    verbose_name = "密封"
