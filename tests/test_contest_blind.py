"""tiaoli contest blind: what judges get tells nobody who wrote it, and the key lies elsewhere."""

import io
import re
import zipfile

import docx
import openpyxl
import pytest

from contest_entries import broken, sentences, write
from tiaoli import contest as contests
from tiaoli.contest.entries import identity, manuscript
from tiaoli.contest.entries.blind import blind, numbers
from tiaoli.contest.entries.manuscript import Manuscript, Passage
from tiaoli.load import load
from tiaoli.readers.batch import Item
from tiaoli.writers.anonymous import strip
from tiaoli.writers.pictures import clean

SECRETS = ("示例甲", "示例乙", "示例丙", "示例县示例镇", "秘密批注", "拍摄者")


def jpeg() -> bytes:
    """A picture whose EXIF names who took it."""
    image = pytest.importorskip("PIL.Image")
    made = image.new("RGB", (8, 8), "white")
    exif = image.Exif()
    exif[0x013B] = "拍摄者".encode().decode("latin-1")
    out = io.BytesIO()
    made.save(out, "JPEG", exif=exif, comment="拍摄者".encode())
    return out.getvalue()


@pytest.fixture(scope="module")
def contest(repo_root):
    return contests.of(load(repo_root))


@pytest.fixture(scope="module")
def done(tiaoli, contest, tmp_path_factory):
    place = tmp_path_factory.mktemp("blind")
    entries = place / "稿件"
    write(entries / "示例甲-路灯.docx", contest, "路灯亮起来以后", sentences(1, 4), author_property="示例甲", modified_by="示例乙",
          header="示例县示例镇", comment="秘密批注", inserted="后来加的一句。", picture=jpeg())  # fmt: skip
    write(
        entries / "院墙.docx",
        contest,
        "一面院墙",
        [*sentences(2, 4), "作者：示例丙", "单位：示例县样本镇"],
        author="示例丙",
        unit="示例县样本镇",
    )
    write(
        entries / "留名.docx",
        contest,
        "正文留名",
        [*sentences(3, 4), "我叫示例丁，在示例县样例街道工作。"],
        author="示例丁",
        unit="示例县样例街道",
    )
    (entries / "文本.txt").write_text("一封来信\n\n" + "\n\n".join(sentences(4, 4)), encoding="utf-8")
    broken(entries)
    before = {path.name: path.read_bytes() for path in entries.iterdir()}
    result = tiaoli(
        "contest", "blind", entries, place / "匿名", "--key", place / "密封" / "key.xlsx", "--include-undeclared"
    )
    assert {path.name: path.read_bytes() for path in entries.iterdir()} == before
    return place, result


def key_rows(place) -> dict[str, tuple]:
    rows = openpyxl.load_workbook(place / "密封" / "key.xlsx").active.iter_rows(values_only=True)
    return {row[1]: row for row in rows if row[0] and re.fullmatch(r"\d{4}", str(row[0]))}


def test_nothing_in_the_files_names_an_author(done):
    place, _ = done
    for path in (place / "匿名").iterdir():
        with zipfile.ZipFile(path) as archive:
            everything = "\n".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
            assert not [name for name in archive.namelist() if re.search("docProps/(?:app|custom|thumb)|comment|header|people", name)
                        and "tiaoli" not in archive.read(name).decode("utf-8", "replace")]  # fmt: skip
        assert not [secret for secret in SECRETS if secret in everything]
        assert not re.search(r"w:rsid|w:author=|w14:paraId", everything)


def test_text_and_look_stay_and_accepted_changes_are_in_it(done, contest):
    place, _ = done
    number = key_rows(place)["示例甲-路灯.docx"][0]
    made = docx.Document(str(place / "匿名" / f"{number}.docx"))
    words = [p.text for p in made.paragraphs if p.text]
    assert words[0] == "路灯亮起来以后" and words[1:5] == [
        s + ("后来加的一句。" if i == 1 else "") for i, s in enumerate(sentences(1, 4))
    ]
    assert not [w for w in words if "声明" in w or "作者" in w]
    read = manuscript.of_docx((place / "匿名" / f"{number}.docx").read_bytes(), "x.docx")
    assert read.passages[1].laid.faces[0][:2] == (contest.format.body.font, contest.format.body.points)
    assert len(made.inline_shapes) == 1


def test_what_still_tells_is_left_out_and_listed_with_all_that_cannot_be_read(done):
    place, result = done
    assert result.returncode == 1
    assert set(key_rows(place)) == {"示例甲-路灯.docx", "院墙.docx", "文本.txt"}
    for name in ("留名.docx", "空文件.docx", "断了一半.docx", "其实是图片.docx", "压缩炸弹.docx"):
        assert f"没有写出：{name}" in result.stdout
    assert len(list((place / "匿名").iterdir())) == 3


def test_a_person_is_told_to_look_at_pictures_and_at_nothing_else(done):
    place, result = done
    numbers_of = {name: row[0] for name, row in key_rows(place).items()}
    assert f"{numbers_of['示例甲-路灯.docx']}  有 1 张图片" in result.stdout
    assert f"{numbers_of['院墙.docx']}  " not in result.stdout and "不完全一样" not in result.stdout


def test_an_entry_without_a_declaration_gets_no_number_unless_that_is_asked_for(done, tiaoli, contest, tmp_path):
    _, asked = done
    assert "没有原创声明的有 1 份，也编了号" in asked.stdout and "  文本.txt" in asked.stdout
    write(tmp_path / "稿" / "有声明.docx", contest, "一盏灯", sentences(5, 4))
    write(tmp_path / "稿" / "没声明.docx", contest, "一扇窗", sentences(6, 4), declare=False)
    result = tiaoli("contest", "blind", tmp_path / "稿", tmp_path / "匿名", "--key", tmp_path / "key.xlsx")
    assert (
        result.returncode == 1
        and "没有原创声明的有 1 份，没有编号" in result.stdout
        and "  没声明.docx" in result.stdout
    )
    assert "写好 1 篇" in result.stdout and len(list((tmp_path / "匿名").iterdir())) == 1
    listed = tmp_path / "登记表.csv"
    listed.write_text("文件名,姓名,单位,声明\n没声明.docx,示例戊,示例县样板镇,已交\n", "utf-8")
    again = tiaoli(
        "contest", "blind", tmp_path / "稿", tmp_path / "匿名二", "--key", tmp_path / "key2.xlsx", "--received", listed
    )
    assert again.returncode == 0 and "写好 2 篇" in again.stdout and "没有原创声明" not in again.stdout


def test_the_key_knows_author_and_unit(done):
    place, _ = done
    assert key_rows(place)["院墙.docx"][3:5] == ("示例丙", "示例县样本镇")


def test_stripped_files_open_in_libreoffice(done, soffice, tmp_path):
    import subprocess

    place, _ = done
    number = key_rows(place)["示例甲-路灯.docx"][0]
    command = [soffice, f"-env:UserInstallation={(tmp_path / 'lo').as_uri()}", "--headless", "--convert-to", "txt:Text (encoded):UTF8",
               "--outdir", str(tmp_path), str(place / "匿名" / f"{number}.docx")]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    assert "路灯亮起来以后" in (tmp_path / f"{number}.txt").read_text("utf-8")


@pytest.mark.parametrize("key", ["匿名2/key.xlsx", "匿名2/里面/key.xlsx", "密封/key.xlsx", "key.txt"])
def test_a_key_among_the_entries_or_over_an_old_one_is_refused(done, tiaoli, key):
    place, _ = done
    old = (place / "密封" / "key.xlsx").read_bytes()
    again = tiaoli("contest", "blind", place / "稿件", place / "匿名2", "--key", place / key)
    assert again.returncode == 2 and "对照表" in again.stderr
    assert not (place / "匿名2").exists() and (place / "密封" / "key.xlsx").read_bytes() == old


def test_a_folder_with_something_in_it_is_not_written_into(done, tiaoli):
    place, _ = done
    again = tiaoli("contest", "blind", place / "稿件", place / "匿名", "--key", place / "另一个.xlsx")
    assert again.returncode == 2 and "没有覆盖" in again.stderr and not (place / "另一个.xlsx").exists()


def test_numbers_are_not_in_the_order_of_names_and_repeat_with_a_seed():
    assert numbers(50, "示例") == numbers(50, "示例") != sorted(numbers(50, "示例"))
    assert numbers(50) != numbers(50)


def test_stripping_is_the_same_bytes_and_a_plain_file_keeps_every_word(contest, tmp_path):
    content = write(tmp_path / "a.docx", contest, "标题", sentences(7, 3), declare=False).read_bytes()
    once = strip(content)
    assert once == strip(content)
    words = [p.text for p in docx.Document(io.BytesIO(once)).paragraphs]
    assert words == [p.text for p in docx.Document(io.BytesIO(content)).paragraphs]


def test_pixels_stay_when_a_picture_loses_its_exif():
    image = pytest.importorskip("PIL.Image")
    before, after = jpeg(), clean(jpeg())[1]
    assert len(after) < len(before)
    assert image.open(io.BytesIO(after)).tobytes() == image.open(io.BytesIO(before)).tobytes()
    assert not image.open(io.BytesIO(after)).getexif()


@pytest.mark.parametrize(
    "text", ["我们单位：一个也不能少，这是老书记说的话。", "作者认为，这条路走得对。", "第一步：登记。第二步：转送。"]
)
def test_ordinary_sentences_are_nobodys_name(text):
    assert not identity.is_label(text)


@pytest.mark.parametrize(
    ("line", "leak"),
    [("示例县信访局　示例甲", True), ("（示例县示例镇人民政府办公室）", True), ("示例市示例区示例街道", True), ("坚持以人民为中心", False),
     ("专题研讨班在京举办", False), ("奋力开创工作新局", False), ("再访小镇", False), ("——一件小事的前前后后", False), ("找准问题全部", False)],
)  # fmt: skip
def test_a_line_under_the_title_is_a_by_line_only_when_it_names_a_unit(line, leak):
    passages = (Passage(1, "标题", "title"), Passage(2, line, "body"), Passage(3, sentences(1, 1)[0], "body"))
    assert bool(list(identity.in_body(Manuscript("a.docx", ".docx", passages)))) == leak


def test_a_late_entry_is_named_before_it_goes_to_the_judges(tiaoli, contest, tmp_path):
    for name, title in (("早.docx", "路灯亮起来以后"), ("晚.docx", "一面院墙")):
        write(tmp_path / "稿件" / name, contest, title, sentences(5, 4))
    listing = tmp_path / "登记.csv"
    listing.write_text(f"文件名,收到时间\n早.docx,{contest.closes}\n晚.docx,{contest.closes.year + 1}-01-01\n", "utf-8")
    done = tiaoli(
        "contest", "blind", tmp_path / "稿件", tmp_path / "匿名", "--key", tmp_path / "key.xlsx", "--received", listing
    )
    assert [line[6:10] for line in done.stdout.splitlines() if "逾期" in line] == ["晚.do"]


def test_a_lone_line_that_may_be_a_signature_is_shown_to_a_person(contest, tmp_path):
    path = write(tmp_path / "稿.docx", contest, "一面院墙", [*sentences(31, 4), "王晓示"])
    one = blind(Item(path, path.name), "0007", None, ())
    assert one.content is not None and any("可能是署名" in note for note in one.notes)


@pytest.mark.parametrize(
    ("box", "agreed"),
    [("☑同意　□不同意", True), ("□同意　☑不同意", False), ("□同意　□不同意", False), ("√ 同意　□ 不同意", True)],
)
def test_the_key_keeps_whether_the_author_agreed_to_be_named(contest, tmp_path, box, agreed):
    path = write(tmp_path / "稿.docx", contest, "一面院墙", sentences(32, 4))
    document = docx.Document(str(path))
    document.add_paragraph(f"作品获奖后，同意署名发表。　{box}")
    document.save(str(path))
    assert blind(Item(path, path.name), "0007", None, ()).entry.consent is agreed
