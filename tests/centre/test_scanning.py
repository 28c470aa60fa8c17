"""Uploads and the scanner for malware: a clamd of ours that speaks INSTREAM, over its two kinds of sockets."""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from aryz.centre import put_together
from aryz.centre.errors import CentreError, Refused
from aryz.centre.keys import FileKeys
from aryz.centre.scanning import scanner
from tests.centre.conftest import Office, contents, form, quick

PDF = b"%PDF-1.7\n" + b"0" * 200_000 + b"\n%%EOF\n"
SICK = b"%PDF-1.7\nthe sign of something bad\n%%EOF\n"


@dataclass
class Clamd:
    """Answers as clamd does; keeps what it was sent."""

    server: socket.socket
    said: str = ""  # instead of a verdict
    given: list[bytes] = field(default_factory=list)

    def run(self) -> None:
        while True:
            try:
                line, _ = self.server.accept()
            except OSError:
                return
            with line, line.makefile("rwb") as talk:
                assert talk.read(10) == b"zINSTREAM\0"
                whole = b""
                while size := struct.unpack("!L", talk.read(4))[0]:
                    whole += talk.read(size)
                self.given.append(whole)
                verdict = "stream: Bad.Thing FOUND" if b"something bad" in whole else "stream: OK"
                talk.write((self.said or verdict).encode() + b"\0")


@pytest.fixture(params=["unix", "tcp"])
def clamd(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Clamd, str]]:
    if request.param == "unix":
        server = socket.socket(socket.AF_UNIX)
        server.bind(str(tmp_path / "ctl"))
        address = str(tmp_path / "ctl")
    else:
        server = socket.socket()
        server.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{server.getsockname()[1]}"
    server.listen()
    made = Clamd(server)
    thread = threading.Thread(target=made.run, daemon=True)
    thread.start()
    yield made, address
    server.shutdown(socket.SHUT_RDWR)
    server.close()
    thread.join(timeout=5)


def test_a_file_goes_whole_to_the_scanner_and_malware_is_refused(clamd: tuple[Clamd, str]) -> None:
    daemon, address = clamd
    scan = scanner(address)
    scan(PDF)
    scan(b"")
    assert daemon.given == [PDF, b""]
    with pytest.raises(Refused) as error:
        scan(SICK)
    assert error.value.key == "centre.upload.malware"


@pytest.mark.parametrize("said", ["INSTREAM size limit exceeded. ERROR", "stream: OK and more", "nonsense"])
def test_what_is_no_verdict_refuses(clamd: tuple[Clamd, str], said: str) -> None:
    daemon, address = clamd
    daemon.said = said
    with pytest.raises(Refused) as error:
        scanner(address)(PDF)
    assert error.value.key == "centre.upload.unscanned"


def test_without_an_answer_nothing_is_kept(small_office: Office, tmp_path: Path) -> None:
    """A scanner that is named and gone is no reason to take files unseen; the log keeps that one was refused."""
    centre, who = small_office.centre, small_office.person("aigul")
    case = centre.cases.create(who, contents(), form()).id
    scan = scanner(str(tmp_path / "nobody"))
    watched = put_together(centre.database, FileKeys(small_office.key_file), small_office.clock, quick(), scan)
    with pytest.raises(Refused) as error:
        watched.papers.add_upload(who, case, "a.pdf", PDF, form())
    assert error.value.key == "centre.upload.unscanned"
    assert centre.papers.uploads(who, case) == []
    assert centre.audit.rows()[0].what == "upload.refused"
    assert centre.papers.add_upload(who, case, "a.pdf", PDF, form()), "where none is named, as ever"


def test_an_address_that_is_none_is_said_at_once() -> None:
    for wrong in ("clamd", "run/clamd.ctl", "host:"):
        with pytest.raises(CentreError, match="ARYZ_CLAMD"):
            scanner(wrong)
