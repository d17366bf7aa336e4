"""The browser that is installed, for tests that look at pages as people do.

Where there is none, these tests are skipped; with `TEST_BROWSER=required` they fail instead.
"""

import os
import shutil
from pathlib import Path

import pytest

CHROMIUM = shutil.which("chromium") or ""
REQUIRED = os.environ.get("TEST_BROWSER") == "required"
SHOTS = Path(os.environ.get("TEST_SHOTS", ""))
"""Where pictures of pages are kept, if anywhere."""

QUIET = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
"""How the browser is started so that it speaks with nobody but the pages."""

needs_browser = pytest.mark.skipif(
    not CHROMIUM and not REQUIRED, reason="there is no browser here"
)
