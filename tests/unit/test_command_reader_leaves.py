"""A command whose reader has had enough, such as `samdrift solve … | head -1`, ends without a complaint."""

import json
import subprocess
import sys
from pathlib import Path

from tests.unit.planning_cases import area, document


def test_a_reader_that_leaves_is_no_fault(tmp_path: Path) -> None:
    many = [area(id=f"a{number}") for number in range(2_000)]
    problem = tmp_path / "problem.json"
    problem.write_text(json.dumps(document(areas=many)))
    command = [
        str(Path(sys.executable).with_name("samdrift")),
        "solve",
        str(problem),
        "--time-limit",
        "1",
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        assert running.stdout.readline()
        running.stdout.close()
        said = running.stderr.read()
    assert said == b""
    assert running.returncode == 1
