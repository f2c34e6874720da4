"""Places -> award list, all scores, public notice (公示稿), certificates, and a page for the site."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from tiaoli.contest.documents import signature
from tiaoli.contest.entries.key import Entry
from tiaoli.contest.entries.tally import SPREAD, Distance, Place
from tiaoli.contest.model import Contest
from tiaoli.writers import docx
from tiaoli.writers.document import Cell, Document, Heading, Paragraph, Span, Table, body, title_lines
from tiaoli.writers.typst import Faces, typesetter
from tiaoli.writers.xlsx import Column, Sheet, workbook

#: The page for the site, and where it belongs under the content root.
AWARDS, PLACE = "awards.md", "docs/contest/awards.md"
#: In the place of a name that its owner has not agreed to see on the site.
UNNAMED = "（不署名）"
#: How the statistic is said to people.
STATISTIC = "与其他评委的距离：同一篇稿件上，本人总分减去其他评委总分的中位数，再取各篇的平均；平均相差5分以上、并超过标准误的2倍的，列为“请复核”。"


def rules(contest: Contest) -> tuple[str, ...]:
    """How the result was reckoned, in words."""
    dropped = "去掉一个最高总分和一个最低总分后取平均" if contest.judging.drop_extremes else "取各评委总分的平均"
    return (
        f"计分：{dropped}，保留两位小数，四舍五入。",
        f"同分：{contest.judging.tie_text or '依次比较' + '、'.join(contest.judging.tie) + '，仍然相同的' + contest.judging.tie_then}",
    )


def spreadsheet(places: Sequence[Place], far: Sequence[Distance], entries: Sequence[Entry], contest: Contest) -> bytes:
    """Awards, all scores, judges, units."""
    rubric = contest.judging.rubric
    awards = Sheet(
        "获奖名单", (Column("奖项", 12, "centre"), Column("名次", 8, "centre"), Column("标题", 44), Column("作者", 18),
                     Column("单位", 30), Column("得分", 10, "right")),
        tuple((p.award, p.rank, p.entry.title, p.entry.name, p.entry.unit, float(p.score)) for p in places if p.award),
        f"{contest.title}获奖名单", rules(contest), True,
    )  # fmt: skip
    scores = Sheet(
        "全部得分", (Column("名次", 6, "centre"), Column("编号", 8, "centre"), Column("标题", 36), Column("单位", 24),
                     Column("得分", 9, "right"), *(Column(c.title, 12, "right") for c in rubric), Column("各评委总分", 40),
                     Column("去掉的", 16), Column("评委差距", 10, "right"), Column("奖项", 12, "centre"), Column("说明", 30)),
        tuple(
            (p.rank, p.entry.number, p.entry.title, p.entry.unit, float(p.score), *map(float, p.criteria),
             "；".join(f"{name} {total:g}" for name, total in p.totals), "、".join(p.dropped), float(p.spread), p.award,
             "；".join(filter(None, (p.note, f"评委相差{p.spread:g}分，请集中讨论" if p.spread >= SPREAD else ""))))
            for p in places
        ), f"{contest.title}得分", rules(contest), True,
    )  # fmt: skip
    judges = Sheet(
        "评委", (Column("评委", 16), Column("评了几篇", 10, "right"), Column("与其他评委的距离", 18, "right"), Column("说明", 16)),
        tuple((d.judge, d.entries, d.distance, "请复核" if d.far else "") for d in far), notes=(STATISTIC,),
    )  # fmt: skip
    handed, won = Counter(e.unit for e in entries), Counter(p.entry.unit for p in places if p.award)
    units = dict.fromkeys([*(q.unit for q in contest.quotas), *sorted(handed)])
    by_unit = Sheet(
        "单位", (Column("单位", 34), Column("应报", 8, "right"), Column("参评", 8, "right"), Column("获奖", 8, "right"), Column("说明", 16)),
        tuple((unit or "（没有写单位）", contest.quota(unit) if unit else None, handed[unit], won[unit],
               "不足" if unit and handed[unit] < contest.quota(unit) else "") for unit in units),
    )  # fmt: skip
    return workbook((awards, scores, judges, by_unit), f"{contest.title}评审结果")


def notice(places: Sequence[Place], contest: Contest) -> Document:
    """公示稿: who is to be given what, how long, where to say what speaks against it; what the settings leave open is blank."""
    stage = next((s for s in contest.judging.stages if "公示" in s.name), None)
    said = f"{_day(stage.start)}至{_day(stage.end)}" if stage else "　　年　月　日至　　年　月　日"
    contact = contest.contacts[0] if contest.contacts else None
    to = (
        "，".join(filter(None, (contact.office, contact.phone, contact.email)))
        if contact
        else "（填写受理部门、电话和邮箱）"
    )
    blocks: list[Heading | Paragraph | Table] = [
        body(
            f"经评审，{contest.title}拟表彰下列作品，现予公示。公示期为{said}。对公示内容有不同意见的，可以在公示期内实名向主办单位反映（{to}）。"
        ),
    ]
    for number, award in enumerate((a for a in contest.awards if any(p.award == a.name for p in places)), 1):
        given = [p for p in places if p.award == award.name]
        blocks.append(
            Heading(f"{'一二三四五六七八九十'[number - 1] if number <= 10 else number}、{award.name}（{len(given)}篇）")
        )
        head = tuple(Cell(((Span(word, "hei"),),), "centre", shade=True) for word in ("题目", "作者", "单位"))
        rows = tuple(
            tuple(Cell(((Span(word),),), "left") for word in (p.entry.title, p.entry.name, p.entry.unit)) for p in given
        )
        blocks.append(Table((5, 2, 4), (head, *rows), 1, 12, f"{award.name}名单"))
    # a signature alone on a sheet would belong to nothing
    blocks.append(replace(body("特此公示。"), keep=True))
    blocks += signature(contest.notice.signed, stage.start if stage else None)
    return Document(
        title_lines(f"关于{contest.title}拟获奖作品的公示"),
        tuple(blocks),
        label="公示稿",
        date=_iso(stage.start if stage else contest.closes),
    )


def certificate(place: Place, contest: Contest) -> Document:
    """One award's certificate, a sheet to print on the office's paper."""
    day = next((s.start for s in reversed(contest.judging.stages)), contest.closes)
    signed = [o.name for o in contest.organisers if o.role == "主办"] or list(contest.notice.signed)
    who = "、".join(place.entry.authors) or "　　　　"

    def row(text: str, size: float, align: str = "left", face: str = "body", above: float = 0) -> tuple[Cell, ...]:
        gap = ((Span("　", size=above),),) if above else ()
        return (Cell((*gap, (Span(text, face, size),)), align, box=""),)

    said = f"　　您的作品《{place.entry.title}》在{contest.title}中获得"
    rows = (
        row(f"{who}　同志：", 22, above=60),
        row(said, 22, above=16),
        row(place.award, 44, "centre", "title", 24),
        row("　　特发此证。", 22, above=24),
        *(row(name, 18, "right", above=90 if at == 0 else 0) for at, name in enumerate(signed)),
        row(_day(day), 18, "right"),
    )
    table = Table((1,), rows, 0, 22, "", 8)
    return Document(("荣誉证书",), (table,), "sheet", label=f"荣誉证书 {place.award}", date=_iso(day))


def files(
    places: Sequence[Place], far: Sequence[Distance], entries: Sequence[Entry], contest: Contest, fonts: Faces
) -> Iterator[tuple[str, bytes]]:
    """(path, content) of everything. Raises ReadError for a character that no font has."""
    yield "评审结果.xlsx", spreadsheet(places, far, entries, contest)
    made = notice(places, contest)
    yield "公示稿.docx", docx.write(made)
    yield "公示稿.pdf", typesetter(fonts).typeset(made).pdf
    yield AWARDS, page(places, contest).encode("utf-8")
    for one in (p for p in places if p.award):
        name = f"证书/{one.rank:02d}-{one.award}-{one.entry.number}"
        document = certificate(one, contest)
        yield f"{name}.docx", docx.write(document)
        yield f"{name}.pdf", typesetter(fonts).typeset(document).pdf


def page(places: Sequence[Place], contest: Contest) -> str:
    """A page for docs/: Markdown, to be read and signed like any other page."""
    out = ["---", f'title: "{_quoted(contest.title)}获奖名单"', "nav: 获奖名单", "---", "", *rules(contest), ""]
    for award in contest.awards:
        given = [p for p in places if p.award == award.name]
        if given:
            out += [f"## {_md(award.name)}（{len(given)}篇）", "", "| 题目 | 作者 | 单位 |", "| --- | --- | --- |"]
            out += [
                f"| {_md(p.entry.title)} | {_md(p.entry.name) if p.entry.consent else UNNAMED} | {_md(p.entry.unit)} |"
                for p in given
            ]
            out.append("")
    return "\n".join(out)


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


def _md(text: str) -> str:
    return re.sub(r"([\\`*_{}\[\]<>#|])", r"\\\1", text)


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _iso(day: date) -> str:
    return day.isoformat()
