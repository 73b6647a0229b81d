"""An installation of its own for a test: a data folder, a database, the ``mulin`` command."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Installation:
    """Runs commands as an operator would, against its own folder and database."""

    var: Path
    database_url: str = ""
    extra: dict[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("MULIN_", "DJANGO_"))}
        return {
            **kept,
            "MULIN_VAR_DIR": str(self.var),
            "DATABASE_URL": self.database_url,
            **self.extra,
        }

    def run(self, *command: str, said: str = "") -> subprocess.CompletedProcess[str]:
        """A command with this installation's settings; ``said`` is typed into it."""
        return subprocess.run(
            command,
            cwd=ROOT,
            env=self.environment,
            input=said,
            capture_output=True,
            text=True,
            timeout=240,
        )

    def mulin(self, *words: str, said: str = "") -> subprocess.CompletedProcess[str]:
        """``mulin WORDS``."""
        return self.run(sys.executable, "-m", "mulin.site.cli", *words, said=said)

    def manage(self, *words: str) -> subprocess.CompletedProcess[str]:
        """``manage.py WORDS``; must succeed."""
        done = self.run(sys.executable, "manage.py", *words)
        assert done.returncode == 0, done.stderr
        return done

    def python(self, source: str) -> str:
        """Run a few lines with Django set up; what they print."""
        done = self.run(
            sys.executable, "-c", f"from mulin.site.prepare import load; load()\n{source}"
        )
        assert done.returncode == 0, done.stderr
        return done.stdout


FILL = """
from datetime import UTC, date, datetime
from django.db import transaction
from mulin.ground.papers.actions import store
from mulin.ground.record.actions import record
from mulin.ground.record.events import Event
from mulin.kit.rights import system_actor
from tests import cast as casting
import dataclasses

@dataclasses.dataclass(frozen=True)
class BackupTried(Event):
    sentence = "备份演练第 {number} 次"
    number: int

cast = casting.build()
now = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
by = system_actor(cast.yun.pk)
for number in range(12):
    with transaction.atomic():
        record(BackupTried(number), by=by, at=now, on=now.date())
from PIL import Image
import io
for klass, colour in (("public", "white"), ("sensitive", "black")):
    out = io.BytesIO(); Image.new("RGB", (40, 30), colour).save(out, "PNG")
    store(cast.yun, out.getvalue(), kind="test.photo", title="照片", klass=klass, by=by,
          today=date(2026, 3, 2))
"""
"""Two streets, twelve facts, one public and one sealed picture."""
