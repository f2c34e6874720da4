"""The merged results as one page: opens from disk, needs no network, reads in black and white, prints on A4."""

from collections.abc import Iterable
from html import escape

from tiaoli.quiz.results.statistics import BANDS, Report, Unit
from tiaoli.quiz.results.workbook import notes

#: Characters of a name beside a bar: as many as the name of the small units together has.
_NAMED = 12
#: Articles and questions that the page shows; the workbook has them all.
WEAKEST, HARDEST = 12, 15
_STYLE = """
:root{--paper:#fbf8f2;--paper-2:#f3ece0;--ink:#211d19;--ink-2:#5c5348;--red:#8f1d21}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:17px/1.75 "PingFang SC","Microsoft YaHei","Noto Sans SC","Source Han Sans SC",sans-serif}
main{max-width:60rem;margin:0 auto;padding:1.5rem 1rem 4rem}
h1{font-size:1.6rem;line-height:1.4;border-bottom:3px solid var(--red);padding-bottom:.5rem}
h2{font-size:1.25rem;margin-top:2.5rem}
.wide{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
th,td{border:1px solid #b8ab98;padding:.35rem .6rem;text-align:left;vertical-align:top}
thead th{background:var(--paper-2)}
td.n,th.n{text-align:right;white-space:nowrap}
tr.total{font-weight:700}
p.note{color:var(--ink-2);font-size:.95rem;margin:.4rem 0}
svg{display:block;width:100%;height:auto;margin:1rem 0;max-width:34rem}
svg text{fill:var(--ink);font-size:14px}
td:first-child{min-width:6.5em}
svg .bar{fill:#5c5348;stroke:#211d19}
@media print{body{background:#fff;font-size:11pt}h2,svg,tr{break-inside:avoid}main{max-width:none;padding:0}}
"""


def html(report: Report, title: str) -> bytes:
    """The page's bytes; the same report gives the same bytes."""
    merged = report.merged
    parts = [
        "<!DOCTYPE html>", '<html lang="zh-CN">', '<head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width,initial-scale=1">', '<meta name="robots" content="noindex">',
        f"<title>{escape(title)} 成绩汇总</title>", f"<style>{_STYLE}</style></head>", "<body><main>",
        f"<h1>{escape(title)}<br>成绩汇总</h1>", *(f'<p class="note">{escape(said)}</p>' for said in notes(report)),
        *_overall(report.total), *_by_unit(report), *_weakest(report), *_hardest(report), *_faults(merged.faults),
        "</main></body></html>",
    ]  # fmt: skip
    return ("\n".join(parts) + "\n").encode("utf-8")


def _overall(total: Unit) -> Iterable[str]:
    yield "<h2>总的情况</h2>"
    if total.average is None:
        yield f"<p>计入成绩的有 {total.count} 人，人数太少，不显示平均分和分布。</p>"
        return
    yield f"<p>计入 {total.count} 人，平均 {total.average:.1f} 分，合格率 {100 * total.passed:.1f}%。</p>"
    names = [name for _, name in BANDS]
    yield _bars(names, list(total.bands), [f"{count} 人" for count in total.bands], "分数分布")
    yield _table(
        ("分数段", "人数", "占比"),
        [(name, str(n), f"{100 * n / total.count:.1f}%") for name, n in zip(names, total.bands, strict=True)],
    )


def _by_unit(report: Report) -> Iterable[str]:
    yield "<h2>各单位</h2>"
    shown = [unit for unit in report.units if unit.average is not None]
    if 1 < len(shown) <= 40:
        yield _bars(
            [unit.name for unit in shown],
            [unit.average for unit in shown],
            [f"{unit.average:.1f} 分" for unit in shown],
            "各单位平均分",
            top=100,
        )
    yield _table(
        ("单位", "人数", "平均分", "合格率", *(name for _, name in BANDS)),
        [_unit(unit) for unit in (*report.units, report.total)], total=True,
    )  # fmt: skip
    yield '<p class="note">单位按名称排列，不排名次。</p>'


def _unit(unit: Unit) -> tuple[str, ...]:
    if unit.average is None:
        return (unit.name, str(unit.count), "不单列", "不单列", *("" for _ in BANDS))
    return (unit.name, str(unit.count), f"{unit.average:.1f}", f"{100 * unit.passed:.1f}%", *map(str, unit.bands))


def _weakest(report: Report) -> Iterable[str]:
    rows = report.weak[:WEAKEST]
    if not rows:
        return
    yield "<h2>薄弱条文</h2>"
    yield "<p>得分率最低的几条，宜重点学习。</p>"
    shares = [100 * row.share for row in rows]
    yield _bars([row.label for row in rows], shares, [f"{share:.0f}%" for share in shares], "得分率最低的条文", top=100)
    yield _table(
        ("条", "作答次数", "得分率"), [(row.label, str(row.answers), f"{100 * row.share:.1f}%") for row in rows]
    )


def _hardest(report: Report) -> Iterable[str]:
    rows = sorted(report.items, key=lambda item: (round(item.share, 4), item.question.id))[:HARDEST]
    if not rows:
        return
    yield "<h2>得分率最低的题</h2>"
    yield _table(
        ("题干", "作答", "得分率", "区分度", "建议"),
        [
            (item.question.stem, str(item.answers), f"{100 * item.share:.1f}%",
             "" if item.discrimination is None else f"{item.discrimination:.2f}", item.advice)
            for item in rows
        ],
        text=(0, 4),
    )  # fmt: skip
    yield '<p class="note">全部题目的难度、区分度和各选项人次在同名的 Excel 文件里。</p>'


def _faults(faults: tuple) -> Iterable[str]:
    if not faults:
        return
    counts: dict[str, int] = {}
    for fault in faults:
        counts[fault.kind] = counts.get(fault.kind, 0) + 1
    yield "<h2>有问题的文件</h2>"
    yield _table(("问题", "处"), [(kind, str(count)) for kind, count in counts.items()])
    yield '<p class="note">哪个文件、第几行、怎么办，写在同名 Excel 文件的“问题”表里。</p>'


def _table(
    heads: tuple[str, ...], rows: list[tuple[str, ...]], text: tuple[int, ...] = (0,), total: bool = False
) -> str:
    def cells(tag: str, row: tuple[str, ...]) -> str:
        scope = ' scope="col"' if tag == "th" else ""
        return "".join(
            f"<{tag}{scope}{'' if at in text else ' class=n'}>{escape(cell)}</{tag}>" for at, cell in enumerate(row)
        )

    out = [f'<div class="wide"><table><thead><tr>{cells("th", heads)}</tr></thead><tbody>']
    for at, row in enumerate(rows):
        mark = ' class="total"' if total and at == len(rows) - 1 else ""
        out.append(f"<tr{mark}>{cells('td', row)}</tr>")
    return "\n".join(out) + "</tbody></table></div>"


def _bars(names: list[str], values: list[float], said: list[str], title: str, top: float = 0) -> str:
    """Lying bars, one tone, the value in words at each; the table below says the same."""
    short = [name if len(name) <= _NAMED else name[: _NAMED - 1] + "…" for name in names]
    high, left, width = 26, 16 + 14 * max(8, *map(len, short)), 190
    most = top or max(values, default=0) or 1
    out = [
        f'<svg viewBox="0 0 {left + width + 82} {high * len(names) + 8}" role="img" aria-label="{escape(title)}：'
        + escape("，".join(f"{name} {words}" for name, words in zip(names, said, strict=True))) + '">'
    ]  # fmt: skip
    for at, (name, value, words) in enumerate(zip(short, values, said, strict=True)):
        y, length = at * high + 4, round(width * value / most, 1)
        out.append(f'<text x="{left - 8}" y="{y + 15}" text-anchor="end">{escape(name)}</text>')
        out.append(f'<rect class="bar" x="{left}" y="{y}" width="{length}" height="{high - 8}"/>')
        out.append(f'<text x="{left + length + 6}" y="{y + 15}">{escape(words)}</text>')
    return "".join(out) + "</svg>"
