"""tiaoli contest check: a folder of entries with planted faults, read by the real command line."""

import io
import json
import re
import subprocess

import docx
import openpyxl
import pytest
from PIL import Image

from conftest import ROOT
from contest_entries import broken, sentences, write
from roots import small_root
from tiaoli import contest as contests
from tiaoli import yamldata
from tiaoli.check import check as check_campaign
from tiaoli.check.pages import subject
from tiaoli.contest.entries import identity, manuscript, overlap, run, statements
from tiaoli.contest.entries.examine import Setup, examine
from tiaoli.contest.entries.manuscript import Manuscript, Passage
from tiaoli.contest.entries.words import count
from tiaoli.load import load
from tiaoli.readers.batch import Item

LIMIT = "《条例》第三十四条规定：“对本条例第三十一条第六项规定的信访事项应当自受理之日起60日内办结；情况复杂的，经本机关、单位负责人批准，可以适当延长办理期限，但延长期限不得超过30日，并告知信访人延期理由。”"
WRONG = "《条例》第三十四条规定：“对本条例第三十一条第六项规定的信访事项应当自受理之日起90日内办结。”"


@pytest.fixture(scope="module")
def campaign(repo_root):
    return load(repo_root)


@pytest.fixture(scope="module")
def contest(campaign):
    return contests.of(campaign)


@pytest.fixture(scope="module")
def setup(campaign, contest):
    return Setup(subject(campaign), contest)


def long(seed: int, *more: str) -> list[str]:
    """A body that is long enough for the rules."""
    return [*more, *sentences(seed, 20)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory, contest):
    place = tmp_path_factory.mktemp("entries") / "稿件"
    write(place / "好稿.docx", contest, "路灯亮起来以后", long(1, LIMIT))
    write(
        place / "引错.docx",
        contest,
        "水管里的两年",
        long(2, WRONG, "代表人数不得超过6人，这是《条例》第二十条写明的。", "《信访工作条例》是一部法律。"),
    )
    write(place / "张冠李戴.docx", contest, "井盖不见以后", long(3, LIMIT.replace("第三十四条", "第三十五条", 1)))
    write(
        place / "留名.docx",
        contest,
        "一面院墙",
        long(4),
        header="示例县示例镇报送",
        author_property="示例乙",
        comment="再改",
    )
    write(place / "修订.docx", contest, "电梯停了三天", long(5), inserted="后来加的一句。")
    write(place / "太短.docx", contest, "补贴", sentences(6, 3), declare=False)
    write(place / "宋体.docx", contest, "地界", long(7), body_font="宋体")
    write(place / "抄袭.docx", contest, "另一盏路灯", [*sentences(1, 20)[3:14], *sentences(8, 9)])
    write(place / "也引全文.docx", contest, "噪声", long(9, LIMIT))
    broken(place)
    (place / "纯文本.txt").write_text("一封来信\n\n" + "\n\n".join(long(10)), encoding="utf-8")
    return place


@pytest.fixture(scope="module")
def checked(folder, tiaoli, tmp_path_factory):
    out = tmp_path_factory.mktemp("out")
    listing = out / "登记.csv"
    listing.write_text(
        "文件名,姓名,单位,收到时间\n好稿.docx,示例甲,示例县示例镇,2027-06-30\n引错.docx,示例丙,示例县样本镇,2027年7月1日\n寄丢了.docx,示例戊,示例县样本镇,2027-06-01\n",
        "utf-8",
    )
    done = tiaoli(
        "contest",
        "check",
        folder,
        "--json",
        "--out",
        out / "结果",
        "--received",
        listing,
        "--receipts",
        "txt",
        "--jobs",
        "2",
    )
    assert done.returncode == 1, done.stderr
    return {row["file"]: row for row in map(json.loads, done.stdout.splitlines())}, out / "结果", done


def codes(row: dict) -> set[str]:
    return {
        p["code"] for p in row["problems"] if (p["where"], p["code"]) != ("登记表", "late") or "截稿" in p["message"]
    }


def test_every_file_has_a_result_and_broken_ones_are_listed(checked, folder):
    rows, _, _ = checked
    assert set(rows) == {path.name for path in folder.iterdir()}
    lost = {name for name, row in rows.items() if codes(row) == {"unreadable"}}
    assert lost == {"空文件.docx", "断了一半.docx", "其实是图片.docx", "压缩炸弹.docx"}
    assert all(re.search("[\u4e00-\u9fff]", rows[name]["problems"][0]["message"]) for name in lost)


def test_a_sound_entry_has_no_problem_but_its_copy(checked):
    rows, _, _ = checked
    assert codes(rows["好稿.docx"]) == {"duplicate"}
    assert codes(rows["也引全文.docx"]) == set()
    assert rows["好稿.docx"]["title"] == "路灯亮起来以后"


def test_wrong_statements_come_with_the_right_wording(checked):
    rows, _, _ = checked
    wrong = {p["code"]: p for p in rows["引错.docx"]["problems"]}
    assert "60日内办结" in wrong["misquote"]["expected"] and wrong["misquote"]["where"] == "第2段"
    assert "不得超过5人" in wrong["wrong-head-count"]["expected"]
    assert "党内法规" in wrong["wording"]["expected"]
    moved = {p["code"]: p for p in rows["张冠李戴.docx"]["problems"]}
    assert "第三十四条" in moved["wrong-article"]["expected"]


def test_who_wrote_it_is_found_in_header_properties_and_comments(checked):
    rows, _, _ = checked
    places = {p["where"] for p in rows["留名.docx"]["problems"] if p["code"] == "identity"}
    assert {"页眉", "文件属性", "批注"} <= places
    assert "tracked-changes" in codes(rows["修订.docx"])


def test_length_declaration_and_inherited_fonts_are_compared_with_the_rules(checked, contest):
    rows, _, _ = checked
    assert {"words", "declaration"} <= codes(rows["太短.docx"])
    said = [p for p in rows["宋体.docx"]["problems"] if p["code"] == "format"]
    assert said and contest.format.body.font in said[0]["expected"] and "宋体" in said[0]["message"]
    assert "format" in codes(rows["纯文本.txt"])


def essay(contest, place, *more: str, title: str = "一面院墙", shown: str = "稿件.docx", setup=None, **extra) -> set:
    """(code, where) of everything said of one entry with these paragraphs."""
    path = write(place / shown, contest, title, long(40, *more), **extra)
    return {(p.code, p.where): p for p in examine(path, path.name, setup, None).checked.problems}


def test_ordinary_true_sentences_raise_no_alarm(setup):
    essays = yamldata.read_file(ROOT / "tests/cases/contest/essays.yml", "essays.yml").data
    assert len(essays) > 10
    for title, texts in essays.items():
        parts = [Passage(at, text, "body" if at > 1 else "title") for at, text in enumerate((title, *texts), 1)]
        read = Manuscript(title, ".txt", tuple(parts))
        said = [
            *statements.check(read, setup.subject),
            *identity.in_body(read),
        ]
        assert not said, (title, said)


def test_words_of_another_article_and_a_slip_are_found_without_quotation_marks(contest, setup, tmp_path):
    said = essay(
        contest, tmp_path,
        "《条例》第二十九条规定，各级机关、单位工作人员与信访事项或者信访人有直接利害关系的，应当回避。",
        "《条例》第三十五条规定，信访人对信访处理意见不服的，可以自收到书面答复之日起30日内请求原办理机关、单位的上级机关、单位复查。",
        setup=setup,
    )  # fmt: skip
    assert said["wrong-article", "第2段"].expected == "第二十八条"
    slip = said["misquote", "第3段"]
    assert slip.severity == "warning" and "上一级" in slip.message


@pytest.mark.parametrize(
    ("sentence", "wrong"),
    [
        ("《信访工作条例》是一部重要的行政法规，要认真学。", True),
        ("《信访工作条例》属于法律。", True),
        ("《信访工作条例》是一部党内法规，由中共中央、国务院发布。", False),
        ("《信访工作条例》是做好信访工作的法律依据之一，这个说法不准确。", False),
        ("有人误以为《信访工作条例》是一部法律。", False),
        ("《信访工作条例》不是行政法规，是党内法规。", False),
    ],
)
def test_what_the_regulation_is_in_law_is_said_right(contest, setup, tmp_path, sentence, wrong):
    said = essay(contest, tmp_path, sentence, setup=setup)
    assert (("wording", "第2段") in said) is wrong


def test_hidden_text_the_file_s_name_and_data_of_pictures_tell_too(contest, setup, tmp_path):
    photo, made = io.BytesIO(), Image.Exif()
    made[315] = "Shili Jia"
    Image.new("RGB", (40, 30)).save(photo, "JPEG", exif=made.tobytes())
    path = write(tmp_path / "示例甲-院墙.docx", contest, "一面院墙", long(41), picture=photo.getvalue())
    document = docx.Document(str(path))
    document.add_paragraph().add_run("写于样本镇").font.hidden = True
    document.save(str(path))
    said = {(p.code, p.where) for p in examine(path, path.name, setup, None).checked.problems}
    assert {("identity", "隐藏文字"), ("identity", "文件名"), ("identity", "图片")} <= said


def test_late_is_said_by_the_register_only(checked):
    rows, _, _ = checked
    assert "late" in codes(rows["引错.docx"]) and "late" not in codes(rows["好稿.docx"])
    assert any("登记表里没有" in p["message"] for p in rows["太短.docx"]["problems"])


def test_what_is_registered_but_not_there_is_named_and_a_late_one_is_told_so(checked):
    _, out, _ = checked
    assert "登记表里有 1 份稿件没有找到文件：寄丢了.docx" in (out / "稿件检查结果.html").read_text("utf-8")
    receipts = [path.read_text("utf-8") for path in (out / "回执").iterdir()]
    late = [text for text in receipts if "引错.docx" in text]
    assert "已经逾期" in late[0] and "日前重新报送" not in late[0]
    assert not any("逾期" in text for text in receipts if text not in late)


def test_without_pages_the_declaration_ends_where_it_is_signed():
    form = [
        "原创声明",
        "1．本作品由作者本人独立撰写。",
        "作品题目：\t台账里的变化",
        "作者姓名：示例甲",
        "作者签名：　　年　　月　　日",
    ]
    essay = ["台账里的变化", "第一段写起因。", "第二段写做法。"]
    found = manuscript._apart([*form, "联系电话：待填", "作者信息只写在这一页。", *essay])
    assert sorted(found) == list(range(7))
    # no stated title: what follows the signature is the essay all the same
    assert sorted(manuscript._apart([*form[:2], *form[4:], *essay])) == [0, 1, 2]
    # no signature line: the form's length is all there is to go by
    assert len(manuscript._apart(["原创声明", *essay])) == 4


def test_copied_passages_stand_side_by_side_and_quoting_the_statute_is_no_copy(checked):
    rows, _, _ = checked
    similar = rows["抄袭.docx"]["similar"]
    assert [s["file"] for s in similar] == ["好稿.docx"] and similar[0]["score"] > 0.4
    mine, theirs = similar[0]["passages"][0]
    assert mine == theirs and mine
    assert rows["也引全文.docx"]["similar"] == []


def test_reports_and_receipts_are_written(checked):
    rows, out, _ = checked
    book = openpyxl.load_workbook(out / "稿件检查结果.xlsx")
    assert book.sheetnames == ["稿件", "问题", "疑似雷同"]
    page = (out / "稿件检查结果.html").read_text("utf-8")
    assert "没有与互联网比较" in page and "疑似雷同" in page
    receipts = sorted((out / "回执").iterdir())
    assert len(receipts) == len(rows)
    ends = receipts[0].read_text("utf-8").rstrip().split("\n")[-2:]
    assert ends[0] == "示例县信访局" and "".join(ends[1].split()) == "年月日"  # the day is written in by hand
    assert not any(
        "抄袭" in path.read_text("utf-8") for path in receipts if "路灯亮起来以后" in path.read_text("utf-8")
    )


def test_a_run_cut_off_goes_on_where_it_was(folder, setup, tmp_path):
    items = [Item(path, path.name) for path in sorted(folder.glob("*.docx"))]
    state = tmp_path / "state.sqlite"
    list(run.check(items[:5], setup, state=state))
    seen: list[int] = []
    list(run.check(items, setup, state=state, progress=seen.append))
    assert seen[0] == 5 and seen[-1] == len(items)
    list(run.check(items[:1], setup, state=state))  # what is no longer among the entries is forgotten
    seen.clear()
    list(run.check(items, setup, state=state, progress=seen.append))
    assert seen[0] == 1


def test_a_file_that_has_changed_is_checked_again(setup, contest, tmp_path):
    path = write(tmp_path / "a.docx", contest, "改过的稿", long(11, WRONG))
    state = tmp_path / "state.sqlite"
    first = list(run.check([Item(path, "a.docx")], setup, state=state))[0]
    write(path, contest, "改过的稿", long(11, LIMIT))
    again = list(run.check([Item(path, "a.docx")], setup, state=state))[0]
    assert first.problems and not again.problems


def test_a_copy_with_changed_words_is_still_alike(campaign):
    own = "\n".join(sentences(12, 12))
    changed = own.replace("山", "岗").replace("灯", "烛").replace("来", "归")
    a, b, c = (overlap.sentences(text, campaign.statute) for text in (own, changed, "\n".join(sentences(13, 12))))
    assert overlap.compare(a, b)[0] > 0.6
    assert overlap.fingerprints(LIMIT, campaign.statute) == b""


@pytest.mark.parametrize(
    ("text", "words"), [("信访工作", 4), ("60日内", 3), ("A4 纸，3.5倍", 5), ("", 0), ("《条例》", 4)]
)
def test_words_are_counted_as_word_does(text, words):
    assert count(text) == words


def test_a_single_file_needs_no_register_and_no_folder(folder, tiaoli, tmp_path):
    done = tiaoli("contest", "check", folder / "也引全文.docx")
    assert done.returncode == 0, done.stdout
    assert "没有核对是否逾期" in done.stdout and "没有与互联网比较" in done.stdout


def test_a_folder_without_entries_is_said_in_chinese(tiaoli, tmp_path):
    done = tiaoli("contest", "check", tmp_path)
    assert done.returncode == 2 and "没有找到稿件" in done.stderr


def test_a_winning_essay_becomes_a_page_only_with_recorded_consent(tiaoli, contest, tmp_path, repo_root):
    root = small_root(tmp_path / "root")
    entry = write(tmp_path / "a.docx", contest, "路灯亮起来以后", ["我们先去看了*现场*。", "作者：示例甲"])
    assert tiaoli("contest", "publish", entry, "--root", root).returncode == 2
    done = tiaoli(
        "contest",
        "publish",
        entry,
        "--consent",
        "示例甲",
        "--date",
        "2027年8月20日",
        "--award",
        "一等奖",
        "--root",
        root,
    )
    assert done.returncode == 0, done.stderr
    page = next((root / "docs" / "commentary").glob("essay-*.md"))
    text = page.read_text("utf-8")
    assert "&#42;现场&#42;" in text and "作者：" not in text and "原创声明" not in text
    codes = {p.code for p in check_campaign(load(root)) if p.path.endswith(page.name)}
    assert "no-consent" not in codes and "schema" not in codes
    page.write_text("\n".join(line for line in text.split("\n") if not line.startswith("consent:")), encoding="utf-8")
    assert "no-consent" in {p.code for p in check_campaign(load(root)) if p.path.endswith(page.name)}


def test_old_word_files_are_converted_and_judged(folder, soffice, tiaoli, tmp_path):
    command = [soffice, f"-env:UserInstallation={(tmp_path / 'lo').as_uri()}", "--headless", "--convert-to", "doc:MS Word 97",
               "--outdir", str(tmp_path), str(folder / "引错.docx")]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    done = tiaoli("contest", "check", tmp_path / "引错.doc", "--json")
    row = json.loads(done.stdout)
    assert row["title"] == "水管里的两年" and "misquote" in codes(row) and "format" in codes(row)
