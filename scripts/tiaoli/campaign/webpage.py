"""The report as one HTML file that needs nothing else: charts as SVG, photographs inside."""

import base64
import html
from collections.abc import Sequence

from tiaoli.campaign.ledger import Done, Read
from tiaoli.campaign.model import Plan, days_name, long_date
from tiaoli.campaign.summary import VIEWED, charted
from tiaoli.campaign.totals import Sum, Totals, runs

_STYLE = """
:root{--ink:#211d19;--ink2:#5c5348;--paper:#fbf8f2;--line:#ddd2c1;--red:#8f1d21;--card:#fff}
@media (prefers-color-scheme:dark){:root{--ink:#e9e2d6;--ink2:#b9ae9f;--paper:#1b1917;--line:#433d36;--red:#f0a9a0;--card:#26231f}}
*{box-sizing:border-box}body{margin:0 auto;max-width:60em;padding:1.5em 1em 4em;background:var(--paper);color:var(--ink);font:18px/1.8 "PingFang SC","Microsoft YaHei","Noto Sans SC",sans-serif}
h1{font-size:1.6em;line-height:1.4;border-bottom:2px solid var(--red);padding-bottom:.4em}h2{font-size:1.25em;margin:2em 0 .6em;padding-left:.5em;border-left:.2em solid var(--red)}
.sum{display:grid;grid-template-columns:repeat(auto-fit,minmax(8em,1fr));gap:.8em;padding:0;list-style:none}.sum li{padding:.6em 1em;background:var(--card);border:1px solid var(--line)}
.sum strong{display:block;font-size:1.8em;line-height:1.3;font-variant-numeric:tabular-nums}.note{color:var(--ink2);font-size:.85em}
.wide{overflow-x:auto}table{border-collapse:collapse;width:100%;font-size:.85em}th,td{border:1px solid var(--line);padding:.3em .6em;text-align:left;vertical-align:top}td.n{text-align:right;font-variant-numeric:tabular-nums}th{white-space:nowrap}
svg{width:100%;height:auto;max-width:26em;display:block}svg text{fill:var(--ink);font-size:13px}svg rect{fill:var(--red)}
figure{margin:0}.photos{display:grid;grid-template-columns:repeat(auto-fill,minmax(16em,1fr));gap:1em}.photos img{width:100%;height:auto;display:block}
@media print{body{background:#fff;color:#000;font-size:11pt}svg rect{fill:#555}tr,figure{break-inside:avoid}}
"""


def page(plan: Plan, read: Read, sums: Totals, photos: Sequence[tuple[Done, str, bytes]] = ()) -> str:
    """`photos`: (row, file name, JPEG) as cleaned. The same report gives the same text."""
    whole = sums.whole
    figures = (
        ("场次", whole.count),
        ("参加人次", whole.people),
        ("线上阅看（次）", whole.views),
        ("发放资料（份）", whole.materials),
        ("计划活动有记录", f"{sums.finished}/{len(plan.activities)}"),
    )
    out = [
        '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">',
        f"<title>{_e(plan.title)}开展情况</title><style>{_STYLE}</style></head><body>",
        f"<h1>{_e(plan.title)}开展情况</h1>",
        f"<p>主题：{_e(plan.theme)}。时间：{long_date(plan.first)}至{plan.last.day}日。主办：{_e(plan.organiser)}。</p>",
        '<ul class="sum">', *(f"<li><strong>{value}</strong>{_e(name)}</li>" for name, value in figures), "</ul>",
        f'<p class="note">台账{_e(read.counts)}。数字后面的序号是文末“数据来源”表的行。{_e(VIEWED)}</p>',
    ]  # fmt: skip
    for title, rows in (("按单位", sums.by_unit), ("按形式", sums.by_form), ("按周", sums.by_week)):
        out += [
            f"<h2>{title}</h2>",
            *(
                _svg(values, f"{said}（{title}）")
                for said, values in charted([row for row in rows if row.count or title == "按周"])
            ),
            _sums(title[1:], rows),
        ]
    for name, rows in sums.by_group:
        out += [f"<h2>{_e(name)}</h2>", _sums("项目", rows)]
    out += ["<h2>计划与完成</h2>", _table(
        ("编号", "计划活动", "计划时间", "责任单位", "场次", "人次", "线上阅看", "数据来源"),
        [(one.activity.code, one.activity.title, days_name(one.activity.starts, one.activity.ends), plan.office(one.activity.unit),
          one.done.count, one.done.people, one.done.views, runs(one.done.rows) or "没有记录") for one in sums.plan],
    )]  # fmt: skip
    if photos:
        out += [
            '<h2>照片</h2><div class="photos">',
            *(_photo(row, name, content) for row, name, content in photos),
            "</div>",
        ]
    if read.faults:
        out += ["<h2>有问题的行</h2>", _table(("位置", "栏目", "问题"), [
            (f"{f.file}［{f.sheet}］{f.address}", f.heading, ("没有计入：" if f.severity == "error" else "提醒：") + f.message) for f in read.faults
        ])]  # fmt: skip
    out += ["<h2>数据来源</h2>", _table(
        ("序号", "台账里的位置", "日期", "单位", "形式", "活动", "地点", "人次", "线上阅看", "资料"),
        [(row.number, f"{row.file}［{row.sheet}］第{row.row}行", row.day.isoformat(), row.unit, row.form, row.title, row.place, row.people, row.views, row.materials)
         for row in read.rows],
    )]  # fmt: skip
    return "\n".join([*out, "</body></html>", ""])


def _e(text: object) -> str:
    return html.escape(str(text))


def _svg(rows: Sequence[tuple[str, int]], title: str) -> str:
    """A chart with its title: bars with their names above them, so that they stay legible on a phone."""
    if not rows:
        return ""
    most = max(value for _, value in rows) or 1
    step, width = 42, 340
    out = [
        f'<p><strong>{_e(title)}</strong></p><svg viewBox="0 0 {width} {step * len(rows) + 4}" role="img" aria-label="{_e(title)}：{_e("，".join(f"{name} {value}" for name, value in rows))}">'
    ]
    for at, (name, value) in enumerate(rows):
        long = round(value / most * (width - 60), 1)
        out.append(f'<text x="0" y="{at * step + 14}">{_e(name)}</text><rect x="0" y="{at * step + 20}" width="{long}" height="14"/>'
                   f'<text x="{long + 6}" y="{at * step + 32}">{value}</text>')  # fmt: skip
    return "\n".join([*out, "</svg>"])


def _sums(what: str, rows: Sequence[Sum]) -> str:
    return _table(
        (what, "场次", "人次", "线上阅看", "资料", "数据来源"),
        [(r.name, r.count, r.people, r.views, r.materials, runs(r.rows) or "无") for r in rows],
    )


def _table(heads: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    head = "".join(f'<th scope="col">{_e(name)}</th>' for name in heads)
    body = "".join(
        "<tr>"
        + "".join(f"<td{' class=n' if isinstance(value, int) else ''}>{_e(value)}</td>" for value in row)
        + "</tr>\n"
        for row in rows
    )
    return f'<div class="wide" tabindex="0"><table><thead><tr>{head}</tr></thead><tbody>\n{body}</tbody></table></div>'


def _photo(row: Done, name: str, content: bytes) -> str:
    said = f"{row.title}，{row.day.isoformat()}，{row.place}"
    data = base64.b64encode(content).decode("ascii")
    return f'<figure><img alt="{_e(said)}" src="data:image/jpeg;base64,{data}"><figcaption class="note">{_e(said)}〔{row.number}〕</figcaption></figure>'
