"""The contest's guide: when, what to write about, how, how it is judged, what goes wrong, what to read."""

from collections.abc import Iterable, Iterator
from datetime import date
from importlib import resources

from tiaoli import contest as contests
from tiaoli.contest import reading, words
from tiaoli.contest.model import PATH, Contest
from tiaoli.contest.reading import Reading
from tiaoli.model import Asset, Campaign, Download, Page
from tiaoli.site import selfcheck
from tiaoli.site.downloads import FORMATS, size
from tiaoli.site.markup import block, esc, md, url
from tiaoli.site.places import Places

NAV, GUIDE = "大征文", "征文指南"
PAGE = "contest/index.md"
STYLE, SCRIPT = "assets/contest.css", "assets/contest.js"
_FILES = "downloads/contest/"
_SECTIONS = (
    ("days", "时间安排"), ("topics", "选题和书目"), ("rules", "作品要求"), ("submit", "怎样报送"), ("judging", "怎样评审"),
    ("mistakes", "最容易出错"), ("faq", "常见问题"), ("contacts", "联系方式"),
)  # fmt: skip


def pages(campaign: Campaign, places: Places, statute: str, downloads: tuple[Download, ...] = ()) -> Iterator[Page]:
    """The guide; nothing where the content root has no contest, or one that is still to be filled in."""
    contest = contests.of(campaign)
    if contest is not None:
        body = "\n".join(_body(contest, campaign, places, downloads))
        yield Page(PAGE, contest.title, body, (NAV, GUIDE), {"hide": ["navigation"]}, (PATH, statute))


def assets(campaign: Campaign) -> Iterator[Asset]:
    """The page's own style and script."""
    if contests.of(campaign) is not None:
        for path in (STYLE, SCRIPT):
            yield Asset(path, (resources.files("tiaoli") / path).read_bytes())


def _body(contest: Contest, campaign: Campaign, places: Places, downloads: tuple[Download, ...]) -> Iterator[str]:
    own = {"days": True, "mistakes": bool(contest.mistakes), "faq": bool(contest.faq)}
    yield f"# {md(contest.title)}{'（示例）' if contest.example else ''} {{#top}}\n"
    yield block(f'<link rel="stylesheet" href="{esc(url(PAGE, STYLE))}">')
    yield f'<p class="tl-lead">主题：{esc(contest.theme)}。</p>\n'
    if contest.example:
        yield "以下单位、日期和联系方式都是示例，不是真实的活动。\n"
    yield _countdown(contest)
    yield from _files(downloads)
    yield block('<ul class="tl-jump" aria-label="本页内容" data-search-exclude>', *(
        f'<li><a href="#{anchor}">{title}</a></li>' for anchor, title in _SECTIONS if own.get(anchor, True)
    ), f'<li><a href="{esc(url(PAGE, selfcheck.PAGE))}">{selfcheck.NAV}</a></li>', "</ul>")  # fmt: skip
    yield "## 时间安排 {#days}\n"
    yield _timetable(contest)
    yield "## 选题和书目 {#topics}\n"
    yield "选一个题目方向，标题自拟。每个方向列出依据的条文原话，以及本站引用这些条文的文章。\n"
    for number, one in enumerate(reading.of(contest, campaign), 1):
        yield from _topic(number, one, places)
    yield "## 作品要求 {#rules}\n"
    yield _facts(_rules(contest))
    yield "## 怎样报送 {#submit}\n"
    yield _facts(
        (words.WAYS[way.kind], f"{way.value}。{way.note}" if way.note else way.value) for way in contest.submit
    )
    if contest.consent:
        yield f"{md(contest.consent)}\n"
    yield "## 怎样评审 {#judging}\n"
    yield _rubric(contest)
    yield _facts(_judging(contest))
    if contest.mistakes:
        yield "## 最容易出错的地方 {#mistakes}\n"
        yield _pairs((note.title, note.text) for note in contest.mistakes)
    if contest.faq:
        yield "## 常见问题 {#faq}\n"
        yield _pairs((note.title, note.text) for note in contest.faq)
    yield "## 联系方式 {#contacts}\n"
    yield _facts(
        (one.office, "，".join(filter(None, (one.phone, one.email, one.address, one.hours))))
        for one in contest.contacts
    )


def _countdown(contest: Contest) -> str:
    """The days in words; how many are left is reckoned where the page is read, and isn't printed."""
    return block(
        f'<div class="tl-countdown" data-opens="{contest.opens}" data-closes="{contest.closes}">',
        f'<p><strong>{esc(words.day(contest.closes, weekday=True))}截稿</strong></p>',
        f"<p>{esc(words.day(contest.opens, weekday=True))}开始征文</p>",
        '<p class="tl-countdown-left" data-tiaoli-left aria-live="polite" data-search-exclude hidden></p>', "</div>",
        f'<script defer src="{esc(url(PAGE, SCRIPT))}"></script>',
    )  # fmt: skip


def _files(downloads: tuple[Download, ...]) -> Iterator[str]:
    by_title: dict[str, list[Download]] = {}
    for one in downloads:
        if one.path.startswith(_FILES):
            by_title.setdefault(one.title, []).append(one)
    if by_title:
        rows = (
            f"<li><strong>{esc(title)}</strong>" + "".join(_link(one) for one in forms) + "</li>"
            for title, forms in by_title.items()
        )
        yield block('<ul class="tl-contest-files" aria-label="下载" data-search-exclude>', *rows, "</ul>")


def _link(one: Download) -> str:
    form = FORMATS.get(one.format, one.format)
    return (
        f'<a href="{esc(url(PAGE, one.path))}" download="{esc(one.name)}">'
        f'<span class="tl-hide">下载{esc(one.title)}，</span>{form}<small>{size(one.bytes)}</small></a>'
    )


def _steps(contest: Contest) -> list[tuple[str, date, date, str]]:
    """(name, first day, last day, what happens) in order."""
    steps = [("征文", contest.opens, contest.closes, "写作、交单位核对、统一报送")]
    return steps + [(one.name, one.start, one.end, one.text) for one in contest.judging.stages]


def _timetable(contest: Contest) -> str:
    rows = (
        f"<li><strong>{esc(name)}</strong>　{esc(words.span(start, end))}{'。' + esc(text) if text else ''}</li>"
        for name, start, end, text in _steps(contest)
    )
    return block(
        '<figure class="tl-figure" data-search-exclude>', _picture(contest),
        "<figcaption>横条的长短按天数画出。</figcaption>", "</figure>", '<ol class="tl-steps">', *rows, "</ol>",
    )  # fmt: skip


_WIDTH, _TOP, _ROW = 344.0, 26.0, 46.0


def _picture(contest: Contest) -> str:
    """A bar for each step over the months; names above the bars, so that it reads on a phone."""
    steps = _steps(contest)
    first, last = min(one[1] for one in steps), max(one[2] for one in steps)
    unit = _WIDTH / ((last - first).days + 1)
    height = _TOP + _ROW * len(steps)

    def x(day: date) -> float:
        return (day - first).days * unit

    said = "；".join(f"{name}，{words.span(start, end)}" for name, start, end, _ in steps)
    out = [
        f'<svg class="tl-days-svg" viewBox="0 0 {_WIDTH:g} {height:g}" role="img" aria-labelledby="days-title days-desc" xmlns="http://www.w3.org/2000/svg">',
        f'<title id="days-title">{esc(contest.title)}时间安排</title>', f'<desc id="days-desc">{esc(said)}。</desc>',
    ]  # fmt: skip
    for month in _months(first, last):
        out.append(f'<path class="tl-days-rule" d="M{x(month):.1f} 4V{height:g}" stroke="#DDD2C1" fill="none"/>')
        out.append(_text(x(month) + 3, 16, f"{month.month}月", "tl-days-month"))
    for at, (name, start, end, _) in enumerate(steps):
        top = _TOP + at * _ROW
        width = ((end - start).days + 1) * unit
        label = f"{name}　{start.month}月{start.day}日" + (f"—{end.month}月{end.day}日" if end != start else "")
        left = min(x(start), _WIDTH - sum(11 if char.isascii() else 13.6 for char in label))
        out.append(_text(max(left, 0), top + 16, label, "tl-days-name"))
        width = max(width, 5)
        out.append(
            f'<rect class="tl-days-bar" x="{min(x(start), _WIDTH - width):.1f}" y="{top + 22:g}" width="{width:.1f}" height="12" rx="2" fill="#8F1D21"/>'
        )
    return "\n".join([*out, "</svg>"])


def _months(first: date, last: date) -> Iterator[date]:
    """First days of the months within."""
    year, month = first.year, first.month
    while True:
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
        if date(year, month, 1) > last:
            return
        yield date(year, month, 1)


def _text(x: float, y: float, said: str, css: str) -> str:
    return f'<text class="{css}" x="{x:.1f}" y="{y:g}" font-size="14" fill="#211D19">{esc(said)}</text>'


def _topic(number: int, one: Reading, places: Places) -> Iterator[str]:
    yield f"### {number}. {md(one.topic.title)} {{#topic-{number}}}\n"
    if one.topic.hint:
        yield f"{md(one.topic.hint)}\n"
    rows = []
    for provision in one.provisions:
        lines = "".join(f"<p>{esc(line)}</p>" for line in provision.lines)
        rows.append(f"<li>{places.anchor(PAGE, provision.address)}<blockquote>{lines}</blockquote></li>")
    named = "、".join(provision.name for provision in one.provisions)
    yield block(
        '<details class="tl-reading">', f"<summary>条文（{esc(named)}）</summary>", "<ul>", *rows, "</ul>", "</details>"
    )
    if one.entries:
        links = (
            f'<li><a href="{esc(url(PAGE, entry.path.removeprefix("docs/")))}">{esc(reading.title(entry))}</a></li>'
            for entry in one.entries
        )
        yield block('<p class="tl-reading-more">参考：</p>', '<ul class="tl-reading-list">', *links, "</ul>")


def _rules(contest: Contest) -> Iterator[tuple[str, str]]:
    form = contest.format
    yield "参加对象", contest.eligibility
    if counted := words.quotas(contest):
        yield "报送数量", counted
    yield "体裁", "、".join(contest.genres)
    yield "字数", f"正文{words.length(contest.words)}"
    yield "格式", words.layout(contest) + form.note
    yield "文件", "、".join(form.types)
    if form.anonymous:
        yield "匿名", "作者信息只写在声明页上；正文、页眉页脚、批注和文件属性里不出现姓名、单位。"
    yield "原创声明", "".join(f"{at}．{line}" for at, line in enumerate(contest.declaration, 1))


def _rubric(contest: Contest) -> str:
    rows = [
        f'<tr><td data-label="项目"><div><strong>{esc(row.title)}</strong></div></td>'
        f'<td data-label="分值"><div class="tl-days">{row.weight}</div></td><td data-label="看什么"><div>{esc(row.look_for)}</div></td></tr>'
        for row in contest.judging.rubric
    ]
    total = sum(row.weight for row in contest.judging.rubric)
    heads = "".join(f'<th scope="col">{head}</th>' for head in ("项目", "分值", "看什么"))
    return block(
        '<table class="tl-table tl-rubric">', f"<caption>评分标准（共 {total} 分）</caption>",
        f"<thead><tr>{heads}</tr></thead><tbody>", *rows, "</tbody></table>",
    )  # fmt: skip


def _judging(contest: Contest) -> Iterator[tuple[str, str]]:
    judging = contest.judging
    mean = "去掉一个最高分和一个最低分，取平均分" if judging.drop_extremes else "取平均分"
    blind = "评委看到的是编号，看不到作者。" if judging.blind else ""
    yield "打分", f"每篇由 {judging.judges} 名评委独立打分，{mean}。{blind}"
    if judging.recusal_text:
        yield "回避", judging.recusal_text
    if judging.tie_text:
        yield "同分", judging.tie_text
    yield "奖项", words.awards(contest)


def _facts(rows: Iterable[tuple[str, str]]) -> str:
    return block(
        '<dl class="tl-contest-facts">',
        *(f"<div><dt>{esc(name)}</dt><dd>{esc(value)}</dd></div>" for name, value in rows),
        "</dl>",
    )


def _pairs(rows: Iterable[tuple[str, str]]) -> str:
    return block(
        '<dl class="tl-pairs">', *(f"<dt>{esc(name)}</dt><dd>{esc(text)}</dd>" for name, text in rows), "</dl>"
    )
