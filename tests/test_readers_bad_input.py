"""What can't be read: one whole Chinese sentence each; the rest of a batch goes on; nothing is written, nothing escapes."""

import io
import os
import re
import stat
import zipfile
from pathlib import Path

import pytest

from tiaoli.model import ReadError
from tiaoli.readers import batch, choose, docx, files
from word_files import WordFile

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(100)
DOCUMENT = "word/document.xml"


def word() -> bytes:
    out = io.BytesIO()
    file = WordFile()
    file.add("甲")
    file.document.save(out)
    return out.getvalue()


def archive(parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return out.getvalue()


def word_with(name: str, content: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(word())) as old:
        return archive({n: old.read(n) for n in old.namelist()} | {name: content})


def locked(content: bytes) -> bytes:
    """The same archive, every member flagged as encrypted."""
    out = bytearray(content)
    for sign, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = out.find(sign)
        while at >= 0:
            out[at + offset] |= 1
            at = out.find(sign, at + 4)
    return bytes(out)


EMPTY = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p/></w:body></w:document>'
LAUGHS = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><w:document xmlns:w="x">&b;</w:document>'
#: (file name, content, what the sentence must say)
BAD = {
    "empty": ("a.docx", b"", "空文件"),
    "a picture renamed": ("a.docx", PNG, "图片"),
    "a jpeg renamed": ("a.pdf", b"\xff\xd8\xff\xe0" + bytes(50), "图片"),
    "text renamed docx": ("a.docx", "信访".encode(), "不是Word 文件"),
    "a locked Word file": ("a.docx", OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600), "密码"),
    "a locked zip member": ("a.docx", locked(word()), "密码"),
    "a torn file": ("a.docx", word()[:-800], "已损坏"),
    "a damaged member": ("a.docx", word().replace(b"PK\x03\x04", b"PK\x03\x05", 3)[:9000] + word()[9000:], "已损坏"),
    "a zip renamed docx": ("a.docx", archive({"a.txt": b"x"}), "压缩包"),
    "broken XML": ("a.docx", word_with(DOCUMENT, b"<w:document"), "已损坏"),
    "no body": (
        "a.docx",
        word_with(DOCUMENT, b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>'),
        "没有正文",
    ),
    "billion laughs": ("a.docx", word_with(DOCUMENT, LAUGHS), "实体声明"),
    "a bomb": ("a.docx", word_with(DOCUMENT, b" " * 60_000_000), "大得不正常"),
    "a table": ("a.docx", archive({"[Content_Types].xml": b"<x/>", "xl/workbook.xml": b"<x/>"}), "Excel"),
    "a program": ("a.doc", b"MZ" + bytes(200), "程序"),
    "a rar archive": ("a.rar", b"Rar!\x1a\x07\x00" + bytes(50), "解压"),
    "an unknown suffix": ("a.xyz", "信访".encode(), "暂不支持"),
    "a Word file without text": ("a.docx", word_with(DOCUMENT, EMPTY), "没有文字"),
}


@pytest.mark.parametrize("name", BAD)
def test_each_bad_file_is_one_whole_chinese_sentence(name, tmp_path):
    suffixed, content, wanted = BAD[name]
    path = tmp_path / suffixed
    path.write_bytes(content)
    with pytest.raises(ReadError) as caught:
        choose.read(path)
    message = str(caught.value)
    assert wanted in message and message.startswith(suffixed) and message.endswith("。") and "\n" not in message
    assert not re.search(r"Error|Traceback|0x|Exception", message)
    assert path.read_bytes() == content


def test_a_large_file_is_refused_unread(tmp_path):
    path = tmp_path / "a.docx"
    with path.open("wb") as stream:
        stream.write(word()[:100])
        stream.truncate(300_000_000)
    with pytest.raises(ReadError, match=r"^a\.docx 有 300 MB，太大了"):
        choose.read(path)


@pytest.mark.skipif(os.geteuid() == 0 if hasattr(os, "geteuid") else True, reason="以 root 运行，权限拦不住")
def test_a_file_without_permission_is_refused(tmp_path):
    path = tmp_path / "a.docx"
    path.write_bytes(word())
    path.chmod(0)
    with pytest.raises(ReadError, match="没有权限"):
        choose.read(path)


def test_a_missing_file_a_folder_and_a_pipe_are_refused(tmp_path):
    os.mkfifo(tmp_path / "pipe.docx")
    for name, wanted in (("none.docx", "没有找到"), (".", "文件夹"), ("pipe.docx", "不是普通文件")):
        with pytest.raises(ReadError, match=wanted):
            choose.read(tmp_path / name)


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.txt", word(), "Word 文件"),
        ("a.pdf", word(), "Word 文件"),
        ("a.docx", "<html><body><p>甲乙丙丁。</p></body></html>".encode(), "网页"),
    ],
)
def test_a_wrong_suffix_is_seen_through_and_said(name, content, kind, tmp_path):
    path = tmp_path / name
    path.write_bytes(content)
    source = choose.read(path)
    assert "甲" in source.text and kind in source.problems[0].message and source.problems[0].code == "wrong-suffix"


def test_a_batch_goes_on_past_what_cannot_be_read(tmp_path):
    (tmp_path / "甲.docx").write_bytes(word())
    (tmp_path / "乙.docx").write_bytes(PNG)
    (tmp_path / "子").mkdir()
    (tmp_path / "子" / "丙.txt").write_text("丙", "utf-8")
    (tmp_path / "~$甲.docx").write_bytes(b"x")
    before = {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}
    with batch.gathered([tmp_path, tmp_path / "没有.txt"]) as found:
        outcomes = {outcome.shown: outcome for outcome in batch.read_all(found.items)}
    assert {name: bool(outcome.source) for name, outcome in outcomes.items()} == {
        "甲.docx": True, "乙.docx": False, "子/丙.txt": True, str(tmp_path / "没有.txt"): False,
    }  # fmt: skip
    assert found.skipped == ("~$甲.docx",)
    assert {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()} == before


@pytest.mark.parametrize(
    ("name", "encoding"), [("关于示例.docx", "gbk"), ("通知.docx", "gbk"), ("关于示例.docx", "utf-8")]
)
def test_names_without_a_charset_are_put_right(name, encoding, tmp_path):
    raw = name.encode(encoding)
    stand_in = "x" * len(raw)
    content = archive({stand_in: word()}).replace(stand_in.encode(), raw)
    (tmp_path / "材料.zip").write_bytes(content)
    with batch.gathered([tmp_path / "材料.zip"]) as found:
        assert [item.shown for item in found.items] == [name]
        assert next(batch.read_all(found.items)).source.text == "甲"


def test_archives_inside_archives_are_opened_and_a_broken_one_is_named(tmp_path):
    inner = archive({"乙.txt": "乙".encode(), "坏.zip": b"PK\x03\x04 broken"})
    (tmp_path / "z.zip").write_bytes(archive({"甲.txt": "甲".encode(), "内/里.zip": inner}))
    with batch.gathered([tmp_path / "z.zip"]) as found:
        assert [item.shown for item in found.items] == ["甲.txt", "内/里.zip/乙.txt"]
        assert [next(batch.read_all([item])).source.text for item in found.items] == ["甲", "乙"]
        assert [failed.shown for failed in found.failures] == ["内/里.zip/坏.zip"]


def test_an_archive_never_writes_outside_its_folder(tmp_path):
    names = ["../../etc/x.txt", "/abs.txt", "..\\..\\win.txt", "a/../../b.txt", "C:\\c.txt", "con?.txt"]
    content = archive({name: "甲".encode() for name in names})
    (tmp_path / "z.zip").write_bytes(content)
    with batch.gathered([tmp_path / "z.zip"]) as found:
        base = Path(os.path.commonpath([item.path for item in found.items]))
        assert len(found.items) == len(names) and base.name == "0" and "tiaoli-" in base.parent.name
        assert all(".." not in item.path.parts for item in found.items)
        kept = [item.path for item in found.items]
    assert not any(path.exists() for path in kept) and sorted(p.name for p in tmp_path.iterdir()) == ["z.zip"]


def test_links_in_an_archive_are_left_out(tmp_path):
    info = zipfile.ZipInfo("link.txt")
    info.create_system, info.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "z.zip", "w") as made:
        made.writestr(info, "/etc/passwd")
    with batch.gathered([tmp_path / "z.zip"]) as found:
        assert not found.items and found.skipped == ("link.txt",)


@pytest.mark.parametrize(("content", "wanted"), [
    (locked(archive({"a.txt": b"x"})), "密码"),
    (archive({"a.txt": b"x" * 2000})[:-30], "已损坏"),
    (archive({"a.txt": bytes(100_000_000)}), "大得不正常"),
    (archive({f"{n}.txt": b"" for n in range(20_001)}, zipfile.ZIP_STORED), "大得不正常"),
])  # fmt: skip
def test_a_hostile_or_damaged_archive_is_one_failure_of_the_batch(content, wanted, tmp_path):
    (tmp_path / "z.zip").write_bytes(content)
    (tmp_path / "a.txt").write_text("甲", "utf-8")
    with batch.gathered([tmp_path / "z.zip", tmp_path / "a.txt"]) as found:
        assert len(found.items) == 1 and len(found.failures) == 1
        assert wanted in found.failures[0].failure and found.failures[0].failure.endswith("。")


def test_several_processes_give_the_same_as_one(tmp_path):
    for number in range(4):
        (tmp_path / f"{number}.docx").write_bytes(word())
    with batch.gathered([tmp_path]) as found:
        assert list(batch.read_all(found.items, 2)) == list(batch.read_all(found.items))


def test_a_member_that_lies_about_its_size_is_refused():
    content = bytearray(archive({"[Content_Types].xml": b"x" * 5000}))
    for sign, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = content.find(sign)
        content[at + offset : at + offset + 4] = (10).to_bytes(4, "little")
    with pytest.raises(ReadError):
        list(files.entries(bytes(content), "a.docx"))


def test_a_docx_is_read_as_often_as_wanted():
    assert docx.source(word(), "a.docx") == docx.source(word(), "a.docx")
