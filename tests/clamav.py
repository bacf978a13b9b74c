"""ClamAV's own service, started for the tests that need it, with a database of one signature: the EICAR test string."""

import hashlib
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.attached import EICAR

CLAMD = shutil.which("clamd", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
needs_clamav = pytest.mark.skipif(CLAMD is None, reason="ClamAV is not installed")


def free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


@contextmanager
def clamd(folder: Path, port: int, most: str = "5M") -> Iterator[str]:
    """The address of a scanner that knows one virus and takes files of at most so much."""
    database = folder / "signatures"
    database.mkdir(exist_ok=True)
    digest = hashlib.md5(EICAR, usedforsecurity=False).hexdigest()
    (database / "one.hdb").write_text(f"{digest}:{len(EICAR)}:Eicar-Test\n")
    settings = folder / "clamd.conf"
    settings.write_text(
        f"Foreground yes\nTCPSocket {port}\nTCPAddr 127.0.0.1\nLocalSocket {folder}/clamd.sock\n"
        f"DatabaseDirectory {database}\nStreamMaxLength {most}\nLogFile {folder}/clamd.log\n"
    )
    assert CLAMD is not None
    service = subprocess.Popen(
        [CLAMD, "--config-file", str(settings)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(port, service)
        yield f"127.0.0.1:{port}"
    finally:
        service.terminate()
        service.wait(timeout=20)


def _wait_for(port: int, service: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        assert service.poll() is None, "clamd ended by itself"
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError("clamd does not answer")
