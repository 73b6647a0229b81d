"""A picture that is one."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image


@pytest.fixture(scope="session")
def picture() -> bytes:
    """A small JPEG."""
    out = BytesIO()
    Image.new("RGB", (40, 30), "white").save(out, "JPEG")
    return out.getvalue()
