"""The pages of the site as a tree of Markdown files, for any other generator."""

from pathlib import Path

from tiaoli import publish, site
from tiaoli.model import Asset, Campaign


def export(campaign: Campaign, out: Path, mode: str = "normal") -> tuple[str, ...]:
    """Write every page and asset of the site under `out`, a new folder or one that we wrote; their paths, in order.

    Pages are Markdown as MkDocs would get them; files of docs/ that the site takes as they are come along. Raises
    ReadError when `out` holds anything that isn't ours.
    """
    files: dict[str, bytes] = {}
    for path in campaign.assets:
        files[path.relative_to("docs").as_posix()] = (campaign.root / path).read_bytes()
    for one in site.pages(campaign, mode):
        files[one.path] = one.content if isinstance(one, Asset) else site.source(one).encode("utf-8")
    with publish.publishing(out, campaign.root / ".tiaoli" / "export.lock") as folder:
        for path, content in sorted(files.items()):
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(content)
    return tuple(sorted(files))
