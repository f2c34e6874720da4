"""The page with the procedure: the picture, how to read it, and the same in words."""

from collections.abc import Iterator

from tiaoli.model import Campaign, Page
from tiaoli.site import outline, picture, procedure
from tiaoli.site.markup import block, esc, md
from tiaoli.site.places import Places

FLOW, FLOW_NAV = "procedure.md", "办理流程"


def pages(campaign: Campaign, places: Places, sources: tuple[str, ...]) -> Iterator[Page]:
    """The procedure's page; nothing where the content root has none."""
    if not campaign.procedure:
        return
    graph = procedure.read(campaign.procedure, campaign.statute, campaign.timelimits)
    if not graph.steps:
        return
    caption = "编号的方框是主线，从上往下走；旁边的方框是从这一步出去的去向。虚线框表示离开信访程序，由别的程序处理。点击方框可以看依据的条文。"
    figure = block(
        '<figure class="tl-figure" data-search-exclude>',
        picture.draw(graph, places, FLOW, picture.NARROW), picture.draw(graph, places, FLOW, picture.WIDE),
        f"<figcaption>{esc(caption)}期限都从条文中取出。</figcaption>", "</figure>",
    )  # fmt: skip
    body = "\n".join([
        f"# {md(graph.title)} {{#top}}\n",
        f'<p class="tl-lead">{esc(graph.description)}</p>\n' if graph.description else "",
        figure,
        "## 文字版 {#text}\n",
        block(outline.outline(graph, places, FLOW)),
    ])  # fmt: skip
    yield Page(FLOW, FLOW_NAV, body, (FLOW_NAV,), {"hide": ["navigation", "toc"], "class": "wide"}, sources)
