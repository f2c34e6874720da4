"""The quiz part of the site: a hub, practice, mock exam, mistakes book, progress, and lists that need no script.

Only questions that the audit passes are shown, each for its own use: practice and mock never share a question, and
what is kept for papers is in no page, script or JSON.
"""

from collections.abc import Iterator
from importlib import resources

from tiaoli import signoff
from tiaoli.model import Asset, Campaign, Page
from tiaoli.site import api
from tiaoli.site.markup import block, esc, md, url
from tiaoli.site.places import Places
from tiaoli.site.quizzes import data, lists

NAV = "练习"
HUB, PRACTICE, MOCK = "quiz/index.md", "quiz/practice.md", "quiz/mock.md"
MISTAKES, PROGRESS = "quiz/mistakes.md", "quiz/progress.md"
STYLE = "assets/quiz.css"
SCRIPTS = (
    "assets/quiz-canon.js", "assets/quiz-logic.js", "assets/quiz-result.js", "assets/quiz-store.js",
    "assets/quiz-question.js", "assets/quiz-handin.js", "assets/quiz-practice.js", "assets/quiz-draw.js",
    "assets/quiz-mock.js", "assets/quiz-book.js", "assets/quiz-progress.js", "assets/quiz-page.js",
)  # fmt: skip
#: What nobody may overlook: shown wherever a result comes from.
NOT_FORMAL = (
    "网页上的模拟考试没有监考，可以翻书、可以重做，题目和答案都在网页文件里，所以成绩只供自己了解掌握情况，"
    "不适合作为正式考核的依据；正式考核请用纸质试卷或者专门的考试平台。"
)
_TOOLS = (
    (PRACTICE, "逐题练习", "按章、按条、按题型练，答完就看解析和条文"),
    (MOCK, "模拟考试", "另备一套题，有时钟和答题卡，中途关掉也不丢"),
    (MISTAKES, "错题本", "答错的题都在这里，在三个不同的日子答对才移出"),
    (PROGRESS, "学习进度", "每章练了多少、熟悉多少、掌握多少"),
)


def pages(campaign: Campaign, places: Places) -> Iterator[Page]:
    """Hub, tools, and a list of questions a chapter; nothing where no question may be shown."""
    practice, mock = data.questions(campaign, "practice"), data.questions(campaign, "mock")
    if not practice:
        return
    sources = data.sources(campaign)
    shown = [tool for tool in _TOOLS if tool[0] != MOCK or mock]
    found = tuple(lists.pages(campaign, places, practice, (NAV, "看题目"), sources))
    meta = {"hide": ["toc"], "class": "quiz", "search": {"exclude": True}}
    yield Page(HUB, NAV, _hub(campaign, shown, found, len(practice), len(mock)), (NAV,), meta, sources)
    for path, title, lead in shown:
        kind = path.removeprefix("quiz/").removesuffix(".md")
        yield Page(path, title, _tool(path, title, lead, kind), (NAV, title), meta, sources)
    yield from found


def by_article(campaign: Campaign, mode: str) -> dict[str, int]:
    """Address of an article -> how many questions there are to practise on it; {} where the pages are not published."""
    if mode == "release" and not signoff.is_signed(campaign, data.sources(campaign)):
        return {}
    numbers = [n for question in data.questions(campaign, "practice") for n in data.articles_of(campaign, question)]
    return {unit.address: numbers.count(unit.number) for unit in campaign.statute.articles if unit.number in numbers}


def assets(campaign: Campaign, places: Places) -> Iterator[Asset]:
    """Scripts, style, the questions as data for the pages and as JSON for programs."""
    practice, mock = data.questions(campaign, "practice"), data.questions(campaign, "mock")
    if not practice:
        return
    for path in (STYLE, *SCRIPTS):
        yield Asset(path, (resources.files("tiaoli") / path).read_bytes())
    for use, questions in (("practice", practice), ("mock", mock)):
        yield Asset(data.path(use), data.script(campaign, places, HUB, use, questions))
    yield Asset("api/quiz.json", api.dump(data.record(campaign, places, practice)))
    yield Asset("api/schemas/quiz.json", (resources.files("tiaoli") / "schemas/quiz.json").read_bytes())


def _hub(campaign: Campaign, tools: list[tuple[str, str, str]], found: tuple[Page, ...], count: int, exam: int) -> str:
    cards = [
        f'<li><a href="{esc(url(HUB, path))}"><strong>{esc(title)}</strong><span>{esc(lead)}</span></a></li>'
        for path, title, lead in tools
    ]
    chapters = [
        f'<li><a href="{esc(url(HUB, PRACTICE))}#chapter={esc(number)}">{esc(f"{label}　{heading}".strip("　"))}'
        f"<span>{total} 题</span></a></li>"
        for number, label, heading, total in data.chapters(campaign)
        if number and total
    ]
    also = f"，另有 {exam} 题只用于模拟考试" if exam else ""
    return "\n".join([
        f"# {NAV} {{#top}}\n",
        block(f'<link rel="stylesheet" href="{esc(url(HUB, STYLE))}">'),
        f"{count} 道练习题{also}，每一题的答案都与条文核对过，附依据原文。\n",
        block('<ul class="tl-cards">', *cards, "</ul>"),
        "## 按章练习 {#chapters}\n" if chapters else "",
        block('<ul class="tl-quiz-chapters">', *chapters, "</ul>") if chapters else "",
        "## 看题目 {#lists}\n",
        "不用脚本也能看：每章一页，答案和解析收在题目下面，点开才显示。\n",
        "\n".join(f"- [{md(page.title)}]({page.path.removeprefix('quiz/')})" for page in found) + "\n",
        "## 要知道的 {#notes}\n",
        f"- {NOT_FORMAL}",
        "- 学习记录只保存在这台设备的浏览器里，不会发送出去；要交成绩，由您自己下载或者复制。可以在"
        "“[关于本站](../about.md#privacy)”里一次清除。",
        "- 其他程序要用练习题，见 [`api/quiz.json`](../api/quiz.json)。",
    ])  # fmt: skip


def _tool(path: str, title: str, lead: str, kind: str) -> str:
    scripts = "".join(f'<script defer src="{esc(url(path, script))}"></script>\n' for script in SCRIPTS)
    return "\n".join([
        f"# {title} {{#top}}\n",
        block(
            f'<link rel="stylesheet" href="{esc(url(path, STYLE))}">',
            f'<div class="tl-quiz" data-tiaoli-quiz="{kind}" data-search-exclude>',
            f'<p class="tl-lead">{esc(lead)}。</p>',
            f'<noscript><p>浏览器关闭了脚本，不能答题。<a href="{esc(url(path, HUB, "lists"))}">按章看题目</a>，'
            "答案收在每题下面。</p></noscript>", "</div>",
        ),
        block(f'<p class="tl-quiz-formal">{esc(NOT_FORMAL)}</p>') if path in (MOCK, PRACTICE) else "",
        scripts,
    ])  # fmt: skip
