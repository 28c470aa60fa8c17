"""Cases in files: given out under a passphrase, and taken up again. What is done is bounded, for it is work."""

from __future__ import annotations

import asyncio
from pathlib import Path

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import Response

from aryz.codenames import code_name
from aryz.diagnostics import ContentError
from aryz.interviews import cases as files
from aryz.interviews.engine import Program
from aryz.interviews.saved import Resumed, resume, saved
from aryz.sealed import SUFFIX, SealedError, check_passphrase, is_sealed, new_key, seal, unseal
from aryz.web.shared import Shared
from aryz.web.store import Case

_NAME = Path("case.json")
_AT_ONCE = asyncio.Semaphore(2)  # passphrases that one process works on


class NotTakenError(Exception):
    """Why a file is not taken up, in the person's language."""


class Keeping(Shared):
    """Handlers of files with cases."""

    async def keep(self, request: Request) -> Response:
        """The page on which a passphrase is chosen; sent, it gives the file."""
        _, case = self.case(request)
        language = self.language(request, case)
        fault = ""
        if request.method == "POST":
            form = await request.form(max_files=0, max_fields=10)
            try:
                return await self.sealed_file(case, str(form.get("phrase", "")), str(form.get("again", "")))
            except SealedError as error:
                fault = self.text(language, error.key)
        return self.page("keep.html", language, 422 if fault else 200, base=self.home(case), fault=fault)

    async def sealed_file(self, case: Case, phrase: str, again: str, code: str = "") -> Response:
        """The case as a file under a passphrase; raises SealedError for one that will not do. code: its code name."""
        check_passphrase(phrase, again)
        text = saved(self.programs[case.interview], case.answers, case.language, case.asked_in, case.drafts)
        async with _AT_ONCE:
            key = await asyncio.to_thread(new_key, phrase)
        name = f'attachment; filename="{code or code_name()}{SUFFIX}"'
        return Response(seal(text, key), media_type="application/octet-stream", headers={"content-disposition": name})

    async def taken(self, program: Program, upload: UploadFile, phrase: str, language: str) -> Resumed:
        """The case of a file, sealed or not; raises NotTakenError."""
        data = await upload.read()
        wrong = self.text(language, "web.upload.wrong")
        try:
            found = files.parse(await _text(data, phrase), _NAME)
        except SealedError as error:
            raise NotTakenError(self.text(language, error.key)) from None
        except (UnicodeDecodeError, ContentError) as error:
            newer = isinstance(error, ContentError) and any(p.code == "answers.newer" for p in error.problems)
            raise NotTakenError(self.text(language, "web.upload.newer") if newer else wrong) from None
        if found["interview"] != program.plan["id"]:
            raise NotTakenError(wrong)
        try:
            return resume(program, found, _NAME, self.today(), language)
        except ContentError as error:
            raise NotTakenError(" ".join(f"{p.message} {p.mend}".strip() for p in error.problems)) from None


async def _text(data: bytes, phrase: str) -> str:
    if not is_sealed(data):
        return data.decode("utf-8-sig")
    if not phrase:
        raise SealedError("needed")
    async with _AT_ONCE:
        return (await asyncio.to_thread(unseal, data, phrase))[0]
