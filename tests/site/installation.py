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


FILL = "from tests.site.filling import fill; fill()"
"""Two streets, twelve facts, one public and one sealed picture."""
