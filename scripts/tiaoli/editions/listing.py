"""All editions on one page and in one table: where each lies, and what is still missing."""

import csv
import html
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from tiaoli.editions.edition import KIT, SITE
from tiaoli.writers import xlsx

PAGE, BOOK, TEXT = "index.html", "单位清单.xlsx", "单位清单.csv"
DONE, UNFILLED, REFUSED = "已生成", "已生成，有待填", "没有生成"
_HEADS = ("表中行", "单位", "状态", "待填的项目", "说明", "网站", "资料", "网站代号", "内容摘要")


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the table and what became of it. `folder`: "" where there is none to open. `digest`: of its own values."""

    row: int
    sheet: str
    name: str
    state: str
    folder: str = ""
    missing: tuple[str, ...] = ()
    message: str = ""
    site_id: str = ""
    digest: str = ""
    kit: bool = False


def files(entries: Sequence[Entry], title: str) -> dict[str, bytes]:
    """Name -> content of the page and the two tables. The same entries give the same bytes."""
    rows = [_row(entry) for entry in entries]
    return {PAGE: _page(entries, title).encode(), BOOK: _book(rows, title), TEXT: _text(rows)}


def _row(entry: Entry) -> tuple[str | int, ...]:
    where = f"［{entry.sheet}］" if entry.sheet else ""
    site = f"{entry.folder}/{SITE}/index.html" if entry.folder else ""
    kit = f"{entry.folder}/{KIT}" if entry.folder and entry.kit else ""
    return (
        f"{where}{entry.row}" if where else entry.row, entry.name, entry.state, "、".join(entry.missing), entry.message, site,
        kit, entry.site_id, entry.digest,
    )  # fmt: skip


def _book(rows: Sequence[tuple[str | int, ...]], title: str) -> bytes:
    widths = (8, 30, 16, 30, 40, 34, 20, 24, 18)
    columns = tuple(xlsx.Column(head, width) for head, width in zip(_HEADS, widths, strict=True))
    return xlsx.workbook(
        (xlsx.Sheet("单位清单", columns, tuple(rows), title=f"{title}：各单位", landscape=True),), "单位清单"
    )


def _text(rows: Iterable[tuple[str | int, ...]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_HEADS)
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _harmless(cell: str | int) -> str | int:
    """A cell that no spreadsheet takes for a formula.

    >>> _harmless("=1+1"), _harmless("示例镇")
    ("'=1+1", '示例镇')
    """
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@") else cell


def _page(entries: Sequence[Entry], title: str) -> str:
    counts = {state: sum(entry.state == state for entry in entries) for state in (DONE, UNFILLED, REFUSED)}
    said = "，".join(f"{state} {count} 个" for state, count in counts.items() if count)
    rows = "\n".join(_line(entry) for entry in entries)
    shown = html.escape(title)
    return f"""<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<link rel="icon" href="data:,">
<title>{shown}：各单位</title>
<style>
:root{{--paper:#fbf8f2;--ink:#211d19;--soft:#5c5348;--rule:#d9cfbf;--red:#8f1d21;--warn:#7a4a00}}
@media (prefers-color-scheme:dark){{:root{{--paper:#1b1917;--ink:#e9e2d6;--soft:#b9ae9f;--rule:#4a443c;--red:#f0a9a0;--warn:#e8b86a}}}}
body{{margin:0 auto;max-width:70em;padding:2em 1.2em 4em;background:var(--paper);color:var(--ink);font:17px/1.8 "PingFang SC","Microsoft YaHei","Noto Sans SC",sans-serif}}
h1{{font-size:1.6em;font-weight:600;border-left:.2em solid var(--red);padding-left:.5em;margin:.5em 0}}
a{{color:var(--red)}}
td a,label,select{{display:inline-block;min-height:44px;line-height:44px}}
td a+a{{margin-left:1em}}
select{{font:inherit;color:inherit;background:var(--paper);border:1px solid var(--rule);padding:0 .6em}}
.scroll{{overflow-x:auto}}
table{{border-collapse:collapse;width:100%}}
th,td{{text-align:left;vertical-align:top;padding:.35em .6em;border-bottom:1px solid var(--rule)}}
th{{font-weight:600;white-space:nowrap}}
td:nth-child(2),td:nth-child(3){{min-width:7em}}
td:nth-child(5){{white-space:nowrap}}
.open{{color:var(--warn)}}
.no{{color:var(--red)}}
small{{color:var(--soft)}}
@media (max-width:40em){{thead{{display:none}}tr,td{{display:block;border:0;padding:0}}tr{{border-bottom:1px solid var(--rule);padding:.5em 0}}tr[hidden]{{display:none}}}}
@media print{{select,label{{display:none}}}}
</style>
</head>
<body>
<h1>{shown}：各单位</h1>
<p>共 {len(entries)} 个单位：{said}。“待填”的项目补齐以后，才能正式发布（--release）。</p>
<p><label for="which">只看</label> <select id="which"><option value="">全部</option>{"".join(f"<option>{s}</option>" for s, n in counts.items() if n)}</select></p>
<div class="scroll" tabindex="0" role="region" aria-label="各单位">
<table>
<thead><tr><th>表中行</th><th>单位</th><th>状态</th><th>待填、说明</th><th>打开</th></tr></thead>
<tbody>
{rows}
</tbody>
</table>
</div>
<script>
document.getElementById("which").onchange = function () {{
  var rows = document.querySelectorAll("tbody tr"), which = this.value;
  for (var i = 0; i < rows.length; i++) rows[i].hidden = which !== "" && rows[i].getAttribute("data-state") !== which;
}};
</script>
</body>
</html>
"""


def _line(entry: Entry) -> str:
    css = {DONE: "", UNFILLED: ' class="open"', REFUSED: ' class="no"'}[entry.state]
    links = ""
    if entry.folder:
        links = f'<a href="{quote(entry.folder)}/{SITE}/index.html">网站</a>'
        links += f'<a href="{quote(entry.folder)}/{quote(KIT)}/">资料</a>' if entry.kit else ""
    notes = "<br>".join(html.escape(text) for text in ("、".join(entry.missing), entry.message) if text)
    where = html.escape(f"［{entry.sheet}］{entry.row}" if entry.sheet else str(entry.row))
    return (
        f'<tr data-state="{entry.state}"><td>{where}</td><td>{html.escape(entry.name)}</td><td{css}>{entry.state}</td>'
        f"<td>{notes}</td><td>{links}</td></tr>"
    )
