"""How Django's forms look in both shells: label above, help and error beside the field.

``{{ form }}`` and ``<c-fields :form="form" />`` draw the same: a summary of errors that links to the
fields, then every field with ``aria-describedby``. Name it in the settings:
``FORM_RENDERER = "mulin.ground.page.forms.MulinRenderer"``.
"""

from __future__ import annotations

from django.forms.renderers import DjangoTemplates


class MulinRenderer(DjangoTemplates):
    """Django's widgets in our frame."""

    form_template_name = "m_forms/form.html"
    field_template_name = "m_forms/field.html"
