"""The outreach kit's texts: held to the statute, complete for the public, and usable where they are pasted."""

import io
import re
import zipfile
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from roots import small_root
from tiaoli import load, outreach
from tiaoli.campaign import plan_of
from tiaoli.check import pages
from tiaoli.check import report as checked
from tiaoli.outreach import article, files, papers, speaking
from tiaoli.outreach.slots import fill
from tiaoli.outreach.texts import LENGTHS, PATH, size_of, standing, texts, weeks

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def campaign():
    """The default content."""
    return load.load(ROOT)


@pytest.fixture(scope="module")
def made(campaign):
    """Bytes of every file of texts by its path under downloads/outreach."""
    rooms = ("led", "slogans", "notices", "wechat", "broadcast", "video", "cms")
    found = {one.path.removeprefix("downloads/outreach/"): one for one in files.products(campaign)}
    return {path: one.render() for path, one in found.items() if path.split("/")[0] in rooms}


def problems(campaign, *rows: str):
    """(line, code) of everything wrong with outreach.yml when it holds these rows."""
    from tiaoli import schema, yamldata

    marked = schema.validate(yamldata.read("".join(rows), PATH), "outreach", PATH)
    assert not marked.problems, marked.problems
    changed = replace(campaign, outreach=tuple(marked.data), data_lines={**campaign.data_lines, PATH: marked.lines})
    return [(p.line, p.code) for p in outreach.check(changed, pages.subject(changed)).problems]


def row(text: str, channel: str = "标语", audience: str = "干部", provisions: str = "art-34-p1", more: str = "") -> str:
    return f"- channel: {channel}\n  audience: [{audience}]\n  provisions: [{provisions}]\n{more}  text: '{text}'\n"


def test_the_shipped_texts_have_no_problem_of_any_kind(campaign):
    assert [str(p) for p in outreach.check(campaign, pages.subject(campaign)).problems] == []
    assert not [str(p) for p in checked(campaign).problems if p.path == PATH]


def test_a_wrong_limit_is_named_with_its_line(tmp_path):
    source = (ROOT / PATH).read_text("utf-8")
    planted = source.replace(
        "自收到书面答复之日起{limit:art-35-p1:复查申请}内请求复查\n", "自收到书面答复之日起15日内请求复查\n", 1
    )
    assert planted != source
    line = next(at for at, said in enumerate(planted.split("\n"), 1) if "15日内请求复查" in said)
    data = {p.name: p.read_bytes() for p in (ROOT / "docs/_data").iterdir() if p.is_file()}
    files = {f"docs/_data/{name}": content for name, content in data.items()} | {PATH: planted}
    root = small_root(tmp_path, {"docs/guides/borrow.md": None} | files)
    found = [p for p in checked(load.load(root)).errors if p.path == PATH]
    assert [(p.line, p.code) for p in found] == [(line, "wrong-time-limit")]


def test_the_scope_of_a_limit_may_not_be_left_out(campaign):
    bare = row("信访事项自受理之日起{limit:art-34-p1:办结}内办结，经批准可以延长，不得超过{limit:art-34-p1:延长}")
    assert (4, "outreach-scope") in problems(campaign, bare)
    typed = row("信访事项自受理之日起60日内办结")
    assert {code for _, code in problems(campaign, typed)} >= {"outreach-scope", "outreach-extension"}


def test_a_limit_that_can_be_extended_says_so(campaign):
    text = "属于第三十一条第六项规定的信访事项，自受理之日起{limit:art-34-p1:办结}内办结"
    assert [code for _, code in problems(campaign, row(text))] == ["outreach-extension"]
    said = f"{text}；情况复杂的，经批准可以延长，不得超过{{limit:art-34-p1:延长}}"
    assert problems(campaign, row(said)) == []


def test_what_is_not_allowed_never_stands_without_the_protection(campaign):
    alone = row("走访时不围堵、不滞留", audience="群众", provisions="art-26")
    assert [code for _, code in problems(campaign, alone)] == ["outreach-protection"]
    cited = row("违反第四十七条的要承担责任", audience="群众", provisions="art-1")
    assert [code for _, code in problems(campaign, cited)] == ["outreach-protection"]
    together = row("不围堵、不滞留；不得打击报复，检举材料保密，有利害关系的回避", audience="群众", provisions="art-26")
    assert problems(campaign, together) == []
    assert (
        problems(campaign, row("走访时不围堵、不滞留", provisions="art-26")) == []
    )  # for those who must know both anyway


def test_exclamation_marks_unknown_slots_and_addresses_are_refused(campaign):
    assert problems(campaign, row("学习条例！")) == [(4, "outreach-exclamation")]
    assert problems(campaign, row("{limit:art-34-p1:审批}内办好")) == [(4, "outreach-slot")]
    assert problems(campaign, row("{limt:art-34-p1:办结}")) == [(4, "outreach-slot")]
    assert problems(campaign, row("学习条例", provisions="art-99")) == [(3, "outreach-target")]
    assert problems(campaign, row("学习条例", channel="公众号")) == [(1, "outreach-needs")]


def test_a_screen_text_over_sixty_characters_is_refused_and_each_length_says_what_it_must(campaign):
    long = row("学" * 61, channel="电子屏")
    assert problems(campaign, long) == [(4, "outreach-long")]
    one = row("写信、上网都可以", channel="电子屏", audience="群众")
    assert [code for _, code in problems(campaign, one)] == ["outreach-rotation"] * 2


def test_screens_have_twenty_four_texts_in_three_lengths(campaign, made):
    every = texts(campaign, "电子屏")
    assert len(every) >= 24
    sizes = {size: [t.row["text"] for t in every if size_of(t.row["text"]) == size] for size in LENGTHS}
    assert all(len(found) >= 6 for found in sizes.values())
    for audience in ("public", "cadre"):
        for size in LENGTHS:
            lines = made[f"led/{audience}-{size}.txt"].decode("utf-8-sig").split("\r\n")
            assert lines.pop() == ""
            assert lines and all(0 < len(line) <= size for line in lines)
            assert not re.search(r"[!！{}]", "".join(lines))


def test_numbers_of_the_statute_are_never_typed(campaign):
    """Without slots no text of ours holds a number of days; with them every one does that should."""
    for one in campaign.outreach:
        assert not re.search(r"\d+(?:个工作)?日内|\d+人", str({k: v for k, v in one.items() if k != "provisions"}))
    assert "60日" in fill("{limit:art-34-p1:办结}", campaign).text


def test_a_text_that_needs_a_plan_is_left_out_without_one(campaign):
    without = replace(campaign, plan=None, contest=None)
    kept = [t.row["occasion"] for t in texts(without, "群通知", "干部")]
    assert "启动仪式" in [t.row["occasion"] for t in texts(campaign, "群通知", "干部")]
    assert kept == ["值班和接访同志每周一提醒"]
    assert not [p for p in outreach.check(without, pages.subject(without)).problems if p.code != "outreach-time"]


def test_an_activity_that_the_plan_has_not_is_a_warning_with_its_line(campaign):
    text = row("{activity:gone:when}", channel="群通知", more="  occasion: 某日\n")
    assert problems(campaign, text) == [(5, "outreach-absent")]


def test_dates_come_from_plan_and_contest(campaign, made):
    said = made["notices/cadre.txt"].decode("utf-8-sig")
    assert "5月6日（周四）上午9时在县委党校大礼堂" in said
    assert "6月30日" in said
    moved = replace(campaign, plan={**campaign.plan, "week": {**campaign.plan["week"], "starts": "2027-05-18"}})
    assert "5月18日至23日" in papers.message(texts(moved, "群通知", "群众")[1], moved)


def test_there_is_an_article_for_every_week_of_the_month(campaign):
    count = len(weeks(plan_of(campaign)))
    assert [t.row["week"] for t in texts(campaign, "公众号") if "week" in t.row] == list(range(1, count + 1))


class Tags(HTMLParser):
    """Every element with its attributes, and the text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.words: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.words.append(data)

    @property
    def text(self) -> str:
        return "".join(self.words)


def test_an_article_has_inline_styles_only(campaign):
    for text in texts(campaign, "公众号"):
        found = Tags(article.fragment(text, campaign))
        assert {tag for tag, _ in found.tags} <= {"section", "p", "strong"}
        assert {name for _, attrs in found.tags for name in attrs} <= {"style"}
        assert "url(" not in str(found.tags) and "position" not in str(found.tags)


def test_an_article_quotes_whole_provisions_and_tells_the_public_the_rest(campaign):
    text = next(t for t in texts(campaign, "公众号") if t.row["slug"] == "how-to-raise")
    said = Tags(article.fragment(text, campaign)).text
    for address in ("art-26", "art-47", "art-18-p4", "art-30-p3", "art-28-p3"):
        for line in article.lines(campaign.statute.index[address]):
            assert line in said
    assert all(line in said for line in standing(campaign, ("群众",)))


def test_longer_texts_for_the_public_end_with_what_must_be_told(campaign, made):
    for path, content in made.items():
        if path.startswith(("broadcast/public", "video/public", "notices/public")) and path.endswith(".txt"):
            said = content.decode("utf-8-sig")
            assert "诉讼、复议、仲裁的期限另有规定，请尽早问清" in said
            assert "本资料只作学习宣传，不受理信访事项" in said


@pytest.mark.parametrize("refused", [False, True])
def test_the_copy_button_works_from_disk_and_selects_where_copying_is_refused(chromium, made, tmp_path, refused):
    file = tmp_path / "文章.html"
    file.write_bytes(made["wechat/how-to-raise.html"])
    context = chromium.new_context(viewport={"width": 360, "height": 700})
    page = context.new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    if refused:
        page.add_init_script("document.execCommand = function () { return false; };")
    page.goto(file.as_uri())
    page.get_by_role("button", name="复制：正文").click()
    if refused:
        assert "按 Ctrl+C" in page.inner_text("#piece-3-said")
        assert "怎样提都可以" in page.evaluate("String(getSelection())")
    else:
        assert "已复制" in page.inner_text("#piece-3-said")
        page.evaluate("""() => { const box = document.createElement('div'); box.id = 'paste'; box.contentEditable = 'true';
            document.body.append(box); box.focus(); }""")
        page.keyboard.press("Control+V")
        pasted = page.inner_html("#paste")
        assert "border-left" in pasted and "<script" not in pasted and "class=" not in pasted
        assert "任何组织和个人不得打击报复信访人" in page.inner_text("#paste")
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    assert all(url.startswith("file:") for url in asked)
    context.close()


def test_the_page_says_what_to_do_without_a_script(chromium, made, tmp_path):
    file = tmp_path / "a.html"
    file.write_bytes(made["notices/public.html"])
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(file.as_uri())
    assert not page.locator("button:visible").count()
    assert "按 Ctrl+C" in page.inner_text("body")
    context.close()


def test_pages_for_a_cms_depend_on_no_style_class_or_script(made, campaign):
    for name in ("regulation", "timelimits", "procedure"):
        html = made[f"cms/{name}.html"].decode()
        found = Tags(html)
        assert not {"script", "style", "link", "img", "div", "span"} & {tag for tag, _ in found.tags}
        assert not {"class", "id", "onclick"} & {key for _, attrs in found.tags for key in attrs}
        bare = Tags(re.sub(r' (?:style|border|cellpadding|cellspacing)="[^"]*"', "", html))
        assert bare.text == found.text
        tags = [tag for tag, _ in bare.tags]
        assert tags.count("h1") == 1
        if name != "regulation":
            assert tags.count("table") == tags.count("caption") == 1 and "th" in tags
    whole = Tags(made["cms/regulation.html"].decode()).text
    place = 0
    for unit in campaign.statute.walk():
        if unit.text:
            place = whole.index(unit.text, place)


def test_a_step_of_the_procedure_never_shows_the_limit_without_its_scope(made):
    html = made["cms/procedure.html"].decode()
    assert re.search(r"60日内办结<br>（适用：对本条例第三十一条第六项规定的信访事项；从受理之日起算）", html)


def test_scripts_take_the_time_that_they_are_meant_for(campaign):
    for text in texts(campaign, "广播"):
        took = sum(speaking.seconds(line, speaking.LOUDSPEAKER) for line in papers.spoken(text, campaign))
        assert took == pytest.approx(text.row["minutes"] * 60, rel=0.15)
    assert {t.row["minutes"] for t in texts(campaign, "广播", "群众")} == {2, 5}
    assert {t.row["seconds"] for t in texts(campaign, "短视频", "群众")} == {60, 90}


def test_a_script_that_runs_long_is_a_warning(campaign):
    said = "学习条例。" * 200
    text = f"- channel: 广播\n  audience: [干部]\n  provisions: [art-1]\n  slug: a\n  title: 题\n  minutes: 2\n  paragraphs: [{said}]\n"
    assert problems(campaign, text) == [(6, "outreach-time")]


def test_shots_follow_each_other_without_a_gap(campaign):
    for text in texts(campaign, "短视频"):
        times = [row[1].split("–") for row in papers.shots(text, campaign)]
        assert times[0][0] == "0:00"
        assert all(before[1] == after[0] for before, after in zip(times, times[1:], strict=False))


def test_a_draft_says_so_in_every_text(campaign):
    draft = replace(campaign, draft=True)
    for one in files.products(draft):
        if one.group == "宣传文案":
            content = one.render()
            if one.format == "docx":
                with zipfile.ZipFile(io.BytesIO(content)) as archive:
                    content = b"".join(archive.read(name) for name in archive.namelist() if name.endswith(".xml"))
            assert "草稿" in content.decode("utf-8"), one.path


def test_another_statute_gets_its_own_pages_and_no_texts_of_ours(tmp_path):
    other = load.load(small_root(tmp_path))
    paths = [one.path for one in files.products(other) if one.group == "宣传文案"]
    assert paths == ["downloads/outreach/cms/regulation.html", "downloads/outreach/cms/timelimits.html"]


def test_the_command_writes_folders_by_channel_and_makes_nothing_twice(tiaoli, tmp_path):
    rows = row("爱护图书，按期归还", channel="电子屏", audience="群众", provisions="art-4")
    rows += row("为了方便借书", provisions="art-1") + row("图书不得涂画", audience="群众", provisions="art-4")
    root = small_root(tmp_path / "root", {PATH: rows})
    out = tmp_path / "宣传 资料"
    command = ("outreach", "--root", root, "--out", out, "--audience", "群众", "--only", "电子屏", "--only", "标语")
    done = tiaoli(*command)
    assert done.returncode == 0, done.stdout + done.stderr
    assert sorted(p.name for p in out.iterdir()) == ["标语", "电子屏"]
    assert (out / "电子屏/电子屏文字（群众，16字以内）.txt").read_bytes().decode(
        "utf-8"
    ) == "\ufeff爱护图书，按期归还\r\n"
    assert "1/4" in done.stdout
    again = tiaoli(*command)
    assert again.returncode == 0 and "1/4" not in again.stdout
    assert tiaoli("outreach", "--root", root, "--only", "电视").returncode == 2
    assert "电子屏" in tiaoli("outreach", "--root", root, "--only", "屏", "--out", tmp_path / "part").stdout
    listed = tiaoli("outreach", "--root", root, "--list")
    assert "标语/宣传标语（干部）.txt（干部）" in listed.stdout
    released = tiaoli("outreach", "--root", root, "--out", tmp_path / "r", "--only", "标语", "--release")
    assert released.returncode == 0 and "三审不全" in released.stdout and not (tmp_path / "r").exists()


def test_a_word_file_that_somebody_changed_is_not_replaced(tiaoli, tmp_path):
    root = small_root(tmp_path / "root", {PATH: row("为了方便借书", provisions="art-1")})
    path = tmp_path / "out/标语/宣传标语（干部）.docx"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"somebody's own")
    done = tiaoli("outreach", "--root", root, "--out", tmp_path / "out", "--only", "标语")
    assert done.returncode == 2 and "不会覆盖" in done.stderr
    assert path.read_bytes() == b"somebody's own"


def test_nothing_is_made_while_the_content_has_an_error(tiaoli, tmp_path):
    text = row("按第九条办理", provisions="art-3")
    done = tiaoli("outreach", "--root", small_root(tmp_path, {PATH: text}), "--out", tmp_path / "out")
    assert done.returncode == 1 and f"{PATH}:4" in done.stdout
    assert not (tmp_path / "out").exists()
