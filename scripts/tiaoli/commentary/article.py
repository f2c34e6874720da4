"""The lines of a saved page -> Commentary: every line becomes title, metadata, paragraph or removed text."""

import re
from collections.abc import Sequence
from dataclasses import replace

from tiaoli.clean import Cleaned, clean
from tiaoli.commentary import byline, furniture
from tiaoli.commentary.repeats import dropped
from tiaoli.commentary.row import Row
from tiaoli.model import Commentary, Line, Removal, Repair, Uncertainty

_COLUMN = re.compile(r"【(?P<column>[^【】]{2,40})】\s*(?P<title>\S.*)")
_SUBTITLE = re.compile(r"(?:——|--|—|─{2})\s*(?P<text>\S.*)")
_ENDS = re.compile(r"[。；;！？!?：:，,、…][”’）)】]?$")
_ARTICLE = re.compile(r"第[一二三四五六七八九十百千零〇\d]+条")
_ITEM = re.compile(r"[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.．、]")
#: ## 示例, as in a Markdown file that somebody else wrote.
_MARKDOWN_HEADING = re.compile(r"\s{0,3}(#{1,6})\s+(?=\S)")
_NUMBERED_HEADING = re.compile(r"(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)])[^。；]{2,32}")
#: No title or heading seen is longer.
LONGEST_TITLE, LONGEST_HEADING = 60, 30
#: A title that the reader knows by the page's own words stands among the first so many lines, below words of a menu.
_TITLE_REACH, LONGEST_MENU = 25, 12


def read(lines: Sequence[Line]) -> Commentary:
    """The article in these lines. No text is lost: what is neither paragraph nor metadata stands in `removed`."""
    found = rows(lines)
    meta = _metadata(found)
    body = [row for row in found if row.role in ("body", "heading")]
    paragraphs = tuple(row.text for row in body)
    place = byline.place_of(meta.get("title"), meta.get("author_office"), list(paragraphs))
    index = {id(row): i for i, row in enumerate(body)}
    kept = [row for row in found if row.role != "removed"]
    return Commentary(
        title=meta.get("title"),
        subtitle=meta.get("subtitle"),
        column=meta.get("column"),
        author=meta.get("author"),
        author_office=meta.get("author_office"),
        publisher=meta.get("publisher"),
        published=meta.get("published"),
        editor=meta.get("editor"),
        place=place,
        paragraphs=paragraphs,
        headings=tuple(i for i, row in enumerate(body) if row.role == "heading"),
        removed=tuple(Removal(row.line.text, row.reason, row.line.number) for row in found if row.reason),
        repairs=tuple(
            Repair(index.get(id(row), -1), mend.before, mend.after, mend.rule)
            for row in kept
            for mend in row.cleaned.mends
        ),
        uncertain=tuple(_doubt(row, doubt, index.get(id(row), -1)) for row in kept for doubt in row.cleaned.doubts),
    )


def _doubt(row: Row, doubt, paragraph: int) -> Uncertainty:
    indent = row.cleaned.text.find(row.text)
    return Uncertainty(paragraph, doubt.text, doubt.alternatives, doubt.reason, max(0, doubt.offset - indent))


def rows(lines: Sequence[Line]) -> list[Row]:
    """Every line that isn't blank with its role, in order."""
    cleaned = clean([line.text for line in lines])
    found = [_row(line, done) for line, done in zip(lines, cleaned, strict=True) if done.text.strip()]
    for step in (_furniture, _labelled, dropped, _titles, _authors, _headings):
        found = step(found)
    return found


def _row(line: Line, done: Cleaned) -> Row:
    """A line as a row; the mark of a Markdown heading becomes its style."""
    match = _MARKDOWN_HEADING.match(done.text)
    if match and not line.style:
        line = replace(line, style=f"heading-{len(match[1])}")
        return Row(line, done, done.text[match.end() :].strip())
    return Row(line, done, done.text.strip())


def _furniture(found: list[Row]) -> list[Row]:
    reasons = furniture.reasons([row.text for row in found])
    return [replace(row, role="removed", reason=why) if why else row for row, why in zip(found, reasons, strict=True)]


def _labelled(found: list[Row]) -> list[Row]:
    out: list[Row] = []
    for row in found:
        fields = None
        if row.role == "body" and row.text.startswith("| ---") and out and out[-1].role == "meta":
            out.append(replace(row, role="removed", reason="稿件信息表的格线"))
            continue
        if row.role == "body":
            read_by = (byline.labelled, byline.date_line, byline.author_is)
            fields = next((found for reader in read_by if (found := reader(row.text)) is not None), None)
        if fields and byline.is_sent_from(row.text) and len(out) > 1 and _is_account(out[-1]):
            account = (("account", out[-1].text),)
            out[-1] = replace(out[-1], role="meta", reason="公众号的名称；没有另写来源的，作为来源", fields=account)
        if fields is None:
            out.append(row)
        else:
            names = "、".join(_FIELD_NAMES[name] for name in fields) or "稿件署名"
            why = f"已录入文件头：{names}" if fields else "稿件署名信息"
            out.append(replace(row, role="meta", reason=why, fields=tuple(fields.items())))
    return out


def _is_account(row: Row) -> bool:
    return row.role == "body" and len(row.text) <= 20 and not re.search("[，。；：！？、]", row.text)


_FIELD_NAMES = {
    "publisher": "来源",
    "editor": "编辑",
    "author": "作者",
    "author_office": "作者身份",
    "published": "发表日期",
    "title": "标题",
}


def _titles(found: list[Row]) -> list[Row]:
    """The headline: the line that the reader took for it, one with its column, or the first when it is no sentence and text follows."""
    out = list(found)
    open_rows = [i for i, row in enumerate(found) if row.role == "body"]
    if not open_rows:
        return out
    named = next((i for i in open_rows[:_TITLE_REACH] if found[i].line.style == "title"), None)
    if named is not None and all(_is_menu(found[i].text) for i in open_rows if i < named):
        for i in open_rows[: open_rows.index(named)]:
            out[i] = replace(found[i], role="removed", reason="页面导航")
        open_rows = open_rows[open_rows.index(named) :]
    elif (
        len(open_rows) > 1 and _SITE.fullmatch(found[open_rows[0]].text) and _stands_over_particulars(found, open_rows)
    ):
        out[open_rows[0]] = replace(found[open_rows[0]], role="removed", reason="网站或栏目的名称")
        open_rows = open_rows[1:]
    first = open_rows[0]
    match = _COLUMN.fullmatch(found[first].text)
    if match and len(found[first].text) <= LONGEST_TITLE + 20:
        fields = (("column", match["column"]), ("title", match["title"].strip()))
        repeat = next((i for i in open_rows[1:6] if found[i].text == match["title"].strip()), None)
        if repeat is None:
            out[first] = replace(found[first], role="title", fields=fields)
            title_at = first
        else:
            out[first] = replace(found[first], role="meta", reason="已录入文件头：栏目、标题", fields=fields)
            out[repeat] = replace(found[repeat], role="title", fields=(("title", found[repeat].text),))
            title_at = repeat
    elif len(open_rows) > 1 and _is_title(found[first].text):
        out[first] = replace(found[first], role="title", fields=(("title", found[first].text),))
        title_at = first
    else:
        return out
    following = next((i for i in open_rows if i > title_at), None)
    if (
        following is not None
        and (match := _SUBTITLE.fullmatch(found[following].text))
        and not _ENDS.search(match["text"])
    ):
        out[following] = replace(found[following], role="subtitle", fields=(("subtitle", match["text"]),))
    return out


#: 示例信访网, 时政要闻: what stands over the title of a page's article.
_SITE = re.compile(
    r"[\u4e00-\u9fff]{0,12}(?:网|网站|门户|频道|平台|公众号|客户端|动态|新闻|要闻|信息|公告|专栏|专题|正文|详情)"
)


def _stands_over_particulars(found: list[Row], open_rows: list[int]) -> bool:
    """The second line could be a title, and source or day stand right below it."""
    second = open_rows[1]
    below = found[second + 1] if second + 1 < len(found) else None
    return _is_title(found[second].text) and below is not None and below.role == "meta"


def _is_menu(text: str) -> bool:
    """Short and without marks, as the words of a menu that stands above a title."""
    return len(text) <= LONGEST_MENU and not re.search("[，。；：！？、《（]", text)


def _is_title(text: str) -> bool:
    return (
        len(text) <= LONGEST_TITLE
        and "。" not in text
        and not text.startswith("|")
        and not (_ENDS.search(text) or _ARTICLE.match(text) or _ITEM.match(text))
    )


def _authors(found: list[Row]) -> list[Row]:
    """The by-line right below the title, or alone at the end of the text."""
    out = list(found)
    titled = next((i for i, row in enumerate(found) if row.role in ("subtitle", "title")), None)
    open_rows = [i for i, row in enumerate(found) if row.role == "body"]
    near = [i for i in open_rows if titled is not None and i > titled][:1] + open_rows[-1:]
    for i in near:
        who = byline.person(found[i].text)
        if who and len(open_rows) > 1:
            office, name = who
            fields = (("author", name),) + ((("author_office", office),) if office else ())
            out[i] = replace(found[i], role="author", fields=fields)
            break
    return out


def _headings(found: list[Row]) -> list[Row]:
    body = [i for i, row in enumerate(found) if row.role == "body"]
    out = list(found)
    for here, after in zip(body, [*body[1:], None], strict=False):
        text = found[here].text
        style = found[here].line.style
        if style.startswith("heading") or (
            after is not None
            and not _ENDS.search(text)
            and not _ARTICLE.match(text)
            and "。" not in text
            and (
                _NUMBERED_HEADING.fullmatch(text)
                or (len(text) <= LONGEST_HEADING and len(found[after].text) > 2 * len(text) and here != body[0])
            )
        ):
            out[here] = replace(found[here], role="heading")
    return out


def _metadata(found: list[Row]) -> dict[str, str]:
    """Fields of all lines; what the file says first counts."""
    meta: dict[str, str] = {}
    for row in found:
        for key, value in row.fields:
            meta.setdefault(key, value)
    if "account" in meta:
        meta.setdefault("publisher", meta["account"])
    return meta
