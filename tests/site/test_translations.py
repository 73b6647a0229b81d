"""Gathering, checking and compiling the English beside the Chinese."""

from __future__ import annotations

import gettext
from pathlib import Path

import pytest
from django.utils.translation.template import templatize

from mulin.site import translations

PYTHON = """
from django.utils.translation import gettext as _, ngettext, pgettext_lazy
a = _("第一句"
      "接着说")
b = ngettext("%(n)s 户", "%(n)s 户", 3)
c = pgettext_lazy("门洞", "单元")
"""
TEMPLATE = """
{% if a %}
      {% if b %}x{% endif %}
   {{ c }}
{% endif %}
<div title="{% translate '标题' %}" data-it's>{% translate "最后一位是 X 的，it's X" %}{{ _("下一页") }}
  {% blocktranslate count n=many %}共 {{ n }} 户{% plural %}共 {{ n }} 户们{% endblocktranslate %}
  {% blocktranslate with who=name trimmed %}
     您好，{{ who }}，
     完成 100%
  {% endblocktranslate %}
  {# _("注释里的不算") #} 不译的
"""
PO = """
msgid ""
msgstr "Content-Type: text/plain; charset=utf-8\\n"
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A product of two files."""
    (tmp_path / "mulin").mkdir()
    (tmp_path / "mulin" / "a.py").write_text(PYTHON, encoding="utf-8")
    (tmp_path / "mulin" / "b.html").write_text(TEMPLATE, encoding="utf-8")
    monkeypatch.setattr(translations, "ROOT", tmp_path)
    monkeypatch.setattr(translations, "SOURCE", tmp_path / "mulin")
    monkeypatch.setattr(translations, "LOCALE", tmp_path / "locale")
    return tmp_path


def write_po(project: Path, body: str) -> None:
    path = project / "locale" / "en" / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(PO + body, encoding="utf-8")


def test_everything_said_in_python_and_templates_is_gathered(project: Path) -> None:
    said = {(message.context, message.id) for message in translations.gather() if message.id}
    assert said == {
        (None, "第一句接着说"),
        (None, ("%(n)s 户", "%(n)s 户")),
        ("门洞", "单元"),
        (None, "标题"),
        (None, "下一页"),
        (None, "最后一位是 X 的，it's X"),
        (None, ("共 %(n)s 户", "共 %(n)s 户们")),
        (None, "您好，%(who)s， 完成 100%%"),
    }


def test_the_template_reader_is_djangos_own(project: Path) -> None:
    assert "gettext" in templatize("{% translate '标题' %}")


def test_what_has_no_english_is_named_with_its_file(project: Path) -> None:
    write_po(project, '\nmsgid "标题"\nmsgstr "Title"\n\nmsgid "下一页"\nmsgstr ""\n')
    faults = translations.missing()
    assert any("mulin/b.html" in fault and "下一页" in fault for fault in faults)
    assert any("mulin/a.py" in fault and "第一句接着说" in fault for fault in faults)
    assert not any("标题" in fault for fault in faults)


def test_a_guessed_translation_and_a_lost_placeholder_are_found(project: Path) -> None:
    write_po(
        project,
        '\n#, fuzzy\nmsgid "标题"\nmsgstr "Title"\n'
        '\nmsgid "您好，%(who)s， 完成 100%%"\nmsgstr "Hello, 100%% done"\n',
    )
    faults = "\n".join(translations.missing())
    assert "only guessed: '标题'" in faults
    assert "other placeholders" in faults


def test_gathering_keeps_translations_and_drops_what_is_no_longer_said(project: Path) -> None:
    write_po(project, '\nmsgid "标题"\nmsgstr "Title"\n\nmsgid "早没了"\nmsgstr "Gone"\n')
    path = translations.update()[0]
    text = path.read_text(encoding="utf-8")
    assert 'msgid "标题"\nmsgstr "Title"' in text
    assert "早没了" not in text
    assert 'msgid "下一页"\nmsgstr ""' in text
    assert translations.update()[0].read_text(encoding="utf-8") == text, "said again, no change"


def test_compiled_catalogues_are_what_gettext_reads(project: Path) -> None:
    write_po(project, '\nmsgid "标题"\nmsgstr "Title"\n')
    assert translations.compile_all() == 1
    assert translations.compile_all() == 0, "nothing changed"
    compiled = project / "locale" / "en" / "LC_MESSAGES" / "django.mo"
    with compiled.open("rb") as source:
        assert gettext.GNUTranslations(source).gettext("标题") == "Title"
