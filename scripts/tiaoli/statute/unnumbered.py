"""Headings that carry no 第…章: ## 附则, 一、一般规定."""

from tiaoli.statute.headings import MAX_HEADING
from tiaoli.statute.labels import is_heading_like, tidy_heading
from tiaoli.statute.rows import Row


def mark(rows: list[Row], has_articles: bool) -> None:
    """Headings without 第…章: `## 附则`, `## 一、受案范围`, and 一、一般规定 alone on a line before an article."""
    levels = {
        kind: min((r.level for r in rows if r.kind == kind and r.number and r.level > 0), default=0)
        for kind in ("chapter", "section")
    }
    levels["any"] = min((r.level for r in rows if r.level > 1), default=0)
    if not has_articles:
        for row in rows:
            if row.kind == "text" and row.level > 0 and is_heading_like(row.text, MAX_HEADING):
                _unnumbered(row, levels)
        return
    chaptered = any(row.kind == "chapter" for row in rows)
    last = 0
    for row, after in zip(rows, [*rows[1:], None], strict=False):
        if row.kind == "han-comma" and (
            row.level > 0
            or (
                after is not None
                and after.kind == "article"
                and int(row.number) == last + 1
                and is_heading_like(row.rest)
            )
        ):
            last = int(row.number)
            row.kind, row.rest = "section" if chaptered else "chapter", tidy_heading(row.rest)
        elif row.kind == "han-paren" and row.level > 0 and is_heading_like(row.rest):
            row.kind = "section"
        elif row.kind == "text" and row.level > 0 and is_heading_like(row.text, MAX_HEADING):
            _unnumbered(row, levels)


def _unnumbered(row: Row, levels: dict[str, int]) -> None:
    """A heading that has no number: its kind by its level against that of the numbered ones."""
    if row.level == 1:
        row.kind = "part"
    elif levels["chapter"]:
        row.kind = "chapter" if row.level <= levels["chapter"] else "section"
    elif levels["section"]:
        row.kind = "chapter" if row.level < levels["section"] else "section"
    else:
        row.kind = "chapter" if row.level <= levels["any"] else "section"
    row.rest = tidy_heading(row.text)
