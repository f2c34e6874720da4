"""Files that LibreOffice made or must open: compared with what LibreOffice itself prints of them."""

import re
import subprocess
from pathlib import Path

import pytest

from tiaoli.model import ReadError
from tiaoli.readers import choose, office
from word_files import printed

NUMBERED = Path(__file__).parent / "cases/readers/numbered.fodt"


@pytest.fixture(scope="module")
def made(soffice, tmp_path_factory) -> dict[str, Path]:
    """The numbered document as LibreOffice saves it, by format."""
    folder = tmp_path_factory.mktemp("made")
    for format_ in ("docx", "doc", "odt", "rtf"):
        (folder / format_).mkdir()
        command = [
            soffice,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            format_,
        ]
        subprocess.run(
            [*command, "--outdir", str(folder / format_), str(NUMBERED)], check=True, capture_output=True, timeout=120
        )
    return {format_: folder / format_ / f"numbered.{format_}" for format_ in ("docx", "doc", "odt", "rtf")}


@pytest.mark.parametrize("format_", ["docx", "doc", "odt"])
def test_numbers_of_a_libreoffice_file_read_as_they_print(format_, made, soffice, tmp_path):
    source = choose.read(made[format_])
    assert [re.sub(r"\s+", "", source.text)] == printed(soffice, tmp_path, [made[format_]])
    assert "第四条　接着编号。" in source.text


def test_a_text_of_rtf_is_read_and_the_way_is_said(made):
    source = choose.read(made["rtf"])
    assert "为了示例，制定本规定。" in source.text
    assert source.problems[0].code == "through-libreoffice"


def test_the_original_and_the_temporary_folder_stay_as_they_were(made, tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    before = made["doc"].read_bytes(), sorted(made["doc"].parent.iterdir())
    office.read(made["doc"])
    assert (made["doc"].read_bytes(), sorted(made["doc"].parent.iterdir())) == before
    assert not list(tmp_path.iterdir())


def test_without_libreoffice_one_sentence_says_how_to_save_as_docx(tmp_path):
    path = tmp_path / "通知.doc"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le") + bytes(600))
    with pytest.raises(ReadError, match=r"^通知\.doc 是旧版 Word 文件，.*另存为“Word 文档（\*\.docx）”后再试。$"):
        office.read(path, soffice="")


def test_a_damaged_old_file_is_refused_within_the_time_limit(soffice, tmp_path):
    path = tmp_path / "通知.doc"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le") + bytes(600))
    with pytest.raises(ReadError, match=r"^通知\.doc "):
        office.read(path, soffice=soffice)


def test_a_program_that_does_not_come_back_is_ended(tmp_path, monkeypatch):
    slow = tmp_path / "slow"
    slow.write_text("#!/bin/sh\nsleep 60\n")
    slow.chmod(0o755)
    monkeypatch.setattr(office, "TIME_LIMIT", 1)
    path = tmp_path / "通知.rtf"
    path.write_bytes(rb"{\rtf1 x}")
    with pytest.raises(ReadError, match="超过 1 秒"):
        office.read(path, soffice=str(slow))


@pytest.mark.parametrize(
    ("content", "what"),
    [
        ("<html><body><p>信访事项办理。</p></body></html>".encode("gbk"), "网页"),
        ("信访事项办理。".encode(), "文本文件"),
    ],
)
def test_what_is_only_called_doc_is_read_as_what_it_is(content, what, tmp_path):
    path = tmp_path / "通知.doc"
    path.write_bytes(content)
    source = choose.read(path)
    assert source.text == "信访事项办理。" and what in source.problems[0].message
