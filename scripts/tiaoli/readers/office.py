"""Old Word files, WPS, RTF and ODT: LibreOffice makes a docx of a copy, which is then read as one.

LibreOffice runs without a window, macros off, in a profile of its own that is thrown away, and with a time limit.
Without it, one sentence says how to save the file as docx.
"""

import hashlib
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from tiaoli.model import NOTE, Problem, ReadError, Source
from tiaoli.readers import docx, files, html, text

#: Seconds that LibreOffice may take for one file.
TIME_LIMIT = 120
_OLD_WORD = ("MS Word 97", "MS Word 95", "MS WinWord 6.0")
#: What the bytes are -> suffix and import filters to try; left to itself, LibreOffice opens damaged files as gibberish.
_FILTERS = {
    "doc": (".doc", _OLD_WORD), "ole": (".doc", _OLD_WORD), "rtf": (".rtf", ("Rich Text Format",)),
    "odt": (".odt", ("writer8",)), "office-xml": (".xml", ("MS Word 2003 XML", "MS Word 2007 XML")),
}  # fmt: skip
_PROGRAMS = ("soffice", "libreoffice", "soffice.com")
_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.com",
    "C:/Program Files (x86)/LibreOffice/program/soffice.com",
)
#: Macros are never run (3: disabled without asking), links never followed.
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


def program() -> str | None:
    """The path of LibreOffice on this computer, None when it isn't installed."""
    return next(filter(None, map(shutil.which, _PROGRAMS)), None) or next(filter(os.path.isfile, _PLACES), None)


def read(path: Path, soffice: str | None = None) -> Source:
    """The lines of an old Word, WPS, RTF or ODT file, as `docx.read` gives them; a problem says how it was read.

    A file that only is called .doc (a web page, a docx, plain text) is read as what it is. `soffice`: the program, by
    default the one installed; "" means none. Raises ReadError.
    """
    path = Path(path)
    content = files.load(path)
    name, kind = path.name, files.kind_of(content)
    if kind in ("docx", "html", "mht", "text"):
        source = _as_it_is(content, name, kind)
        message = f"{name} 其实是{files.NAMES[kind]}，已按{files.NAMES[kind]}读取。"
        return replace(source, problems=(Problem(name, 0, "wrong-suffix", message, NOTE), *source.problems))
    if kind == "encrypted":
        raise ReadError(f"{name} 加了打开密码，无法读取；请用 WPS 或 Word 打开，去掉密码后另存一份再试。")
    if kind not in _FILTERS:
        raise ReadError(
            f"{name} 不是文字文件，看起来是{files.NAMES.get(kind, '别的文件')}；请改回正确的扩展名，或换成 Word 文件。"
        )
    soffice = program() if soffice is None else soffice
    if not soffice:
        what = files.NAMES[kind]
        raise ReadError(
            f"{name} 是{what}，这台电脑没有装 LibreOffice，不能直接读；请用 WPS 或 Word 打开，另存为“Word 文档（*.docx）”后再试。"
        )
    source = docx.source(_converted(content, *_FILTERS[kind], name, soffice), name)
    message = f"{name} 是{files.NAMES[kind]}，经 LibreOffice 转换后读取；请抽查编号和表格。"
    problems = (Problem(name, 0, "through-libreoffice", message, NOTE), *source.problems)
    return replace(source, sha256=hashlib.sha256(content).hexdigest(), problems=problems)


def _as_it_is(content: bytes, name: str, kind: str) -> Source:
    if kind == "docx":
        return docx.source(content, name)
    return text.source(content, name) if kind == "text" else html.source(content, name)


def _converted(content: bytes, suffix: str, filters: Sequence[str], name: str, soffice: str) -> bytes:
    """The docx that LibreOffice makes of the bytes, by the first filter that can read them."""
    with tempfile.TemporaryDirectory(prefix="tiaoli-") as folder:
        place = Path(folder)
        (place / "profile" / "user").mkdir(parents=True)
        (place / "profile" / "user" / "registrymodifications.xcu").write_text(_SETTINGS, "utf-8")
        source = place / f"source{suffix}"
        source.write_bytes(content)
        for filter_ in filters:
            command = [
                soffice, f"-env:UserInstallation={(place / 'profile').as_uri()}", "--headless", "--norestore", "--nologo",
                "--nodefault", "--nolockcheck", f"--infilter={filter_}", "--convert-to", "docx:MS Word 2007 XML",
                "--outdir", str(place / "out"), str(source),
            ]  # fmt: skip
            _run(command, name)
            made = place / "out" / "source.docx"
            if made.is_file() and made.stat().st_size:
                return made.read_bytes()
    raise ReadError(f"{name} 打不开，可能已损坏或加了密码；请用 WPS 或 Word 打开，另存为“Word 文档（*.docx）”后再试。")


def _run(command: Sequence[str], name: str) -> None:
    """Run LibreOffice with all that it starts in a group of its own, so that a time-out ends all of it."""
    own_group = {"start_new_session": True} if os.name == "posix" else {}
    try:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **own_group
        )
    except OSError:
        raise ReadError(
            f"{name} 要用 LibreOffice 读取，但 LibreOffice 启动不了；请用 WPS 或 Word 打开，另存为 docx 后再试。"
        ) from None
    try:
        process.wait(TIME_LIMIT)
    except subprocess.TimeoutExpired:
        raise ReadError(
            f"{name} 用 LibreOffice 转换超过 {TIME_LIMIT} 秒，已停止；请用 WPS 或 Word 打开，另存为 docx 后再试。"
        ) from None
    finally:
        if process.poll() is None:
            if os.name == "posix":
                os.killpg(process.pid, signal.SIGKILL)
            else:
                process.kill()
            process.wait()
