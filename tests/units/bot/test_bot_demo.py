"""`gwrando demo` and what it is given."""

import pytest
from typer.testing import CliRunner

from bot.cli import app


@pytest.mark.parametrize("port", ["-1", "65536", "99999"])
def test_a_port_that_cannot_be_is_told_in_a_sentence(port: str) -> None:
    done = CliRunner().invoke(app, ["demo", f"--port={port}"])
    assert done.exit_code == 2
    assert isinstance(done.exception, SystemExit)
    assert done.stderr.count("Invalid value for '--port'") == 1
