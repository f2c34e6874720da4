"""A page that shows texts as they will look and copies them: one file, opened by double click, asking nothing of any network."""

from collections.abc import Iterable
from dataclasses import dataclass
from importlib import resources

from tiaoli.site.markup import esc

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'"
#: Longest name of a piece that its button says too.
_SHORT = 2


@dataclass(frozen=True, slots=True)
class Piece:
    """Something to copy: its name, and plain text or (`rich`) HTML of our own making. `note`: said beside its name."""

    name: str
    content: str
    rich: bool = False
    note: str = ""


def page(title: str, lead: str, how: Iterable[str], pieces: Iterable[Piece]) -> str:
    """The whole file. Without a script the buttons are not shown and `how` to copy by hand is said all the same."""
    folder = resources.files("tiaoli") / "data" / "outreach"
    style, script = ((folder / name).read_text("utf-8") for name in ("copy.css", "copy.js"))
    steps = "".join(f"<li>{esc(step)}</li>" for step in how)
    cards = "\n".join(_card(at, piece) for at, piece in enumerate(pieces, 1))
    return f"""<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex">
<title>{esc(title)}</title>
<style>
{style}</style>
</head>
<body>
<main>
<h1>{esc(title)}</h1>
<p class="lead">{esc(lead)}</p>
<ol class="how">{steps}</ol>
<noscript><p class="note">这个浏览器没有运行脚本，没有“复制”按钮：用鼠标从第一个字拖到最后一个字，再按 Ctrl+C。</p></noscript>
{cards}
</main>
<script>
{script}</script>
</body>
</html>
"""


def _card(at: int, piece: Piece) -> str:
    ident = f"piece-{at}"
    note = f' <small class="note">{esc(piece.note)}</small>' if piece.note else ""
    kind, rich = ("text", " data-rich") if piece.rich else ("text plain", "")
    content = piece.content if piece.rich else esc(piece.content)
    label = f"复制{piece.name}" if len(piece.name) <= _SHORT else "复制"
    return (
        f'<section class="piece"><div class="bar"><h2>{esc(piece.name)}{note}</h2>'
        f'<button type="button" data-copy="{ident}" aria-label="复制：{esc(piece.name)}" hidden>{esc(label)}</button>'
        f'<p class="said" id="{ident}-said" role="status"></p></div>'
        f'<div class="{kind}" id="{ident}"{rich}>{content}</div></section>'
    )
