"""A content root as loaded, and the pages made of it."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tiaoli.model.problem import Problem
from tiaoli.model.quiz import QuizBank
from tiaoli.model.statute import Statute
from tiaoli.model.timelimit import HeadCount, TimeLimit


@dataclass(frozen=True, slots=True)
class SignOff:
    """One step of 三审: 初审, 复审 or 终审, with name and date (ISO 8601).

    `digest`: of the content that was signed, where the office states it (`Campaign.digests`); "" binds to no version.
    """

    step: str
    name: str
    date: str
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """The office's settings, docs/_data/site.yml, as plain data plus where each key stands.

    `data` is the validated mapping; `lines` maps a dotted key to its line.
    """

    data: dict[str, Any] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    path: str = "docs/_data/site.yml"

    def get(self, dotted: str, default: Any = None) -> Any:
        """A value by dotted key: get("office.name")."""
        value: Any = self.data
        for key in dotted.split("."):
            if not isinstance(value, dict) or key not in value:
                return default
            value = value[key]
        return default if value is None else value


@dataclass(frozen=True, slots=True)
class Entry:
    """A hand-written Markdown file: front matter and body.

    `path` is relative to the content root with forward slashes; `body_line` is the line of the file on which the
    body starts, so that body line n stands on file line body_line + n - 1. `kind`: "page", "guide" or "commentary".
    """

    path: str
    kind: str
    meta: dict[str, Any]
    body: str
    body_line: int = 1
    lines: dict[str, int] = field(default_factory=dict)
    signoffs: tuple[SignOff, ...] = ()


@dataclass(frozen=True)
class Campaign:
    """Everything of a content root that is published, loaded and parsed, with the problems met on the way.

    `signoffs` and `digests`: by path of a source file (entries too); a digest leaves the sign-off itself out.
    `local_meta`: front matter of each local rule by its slug, with its file as "path".
    `data_lines`: path of a YAML file -> line of each dotted key.
    `assets`: other files under docs/ that the site takes as they are, relative to the root.
    `meanings`, `confusions`: what an article means and what it is often taken for, docs/_data/*.yml of the same names.
    `contest`: docs/_data/contest.yml; `plan`: docs/_data/campaign.yml; each None where there is none. `kits`, `outreach`: docs/_data/*.yml.
    `confirmed`: lines that somebody looked at and that may be published, docs/_data/confirmed.yml.
    `draft`: what is printed of it says that it is a draft.
    """

    root: Path
    settings: Settings
    statute: Statute
    timelimits: tuple[TimeLimit, ...] = ()
    headcounts: tuple[HeadCount, ...] = ()
    local: tuple[Statute, ...] = ()
    entries: tuple[Entry, ...] = ()
    glossary: tuple[dict[str, Any], ...] = ()
    procedure: dict[str, Any] | None = None
    superseded: tuple[dict[str, Any], ...] = ()
    meanings: tuple[dict[str, Any], ...] = ()
    confusions: tuple[dict[str, Any], ...] = ()
    wording: tuple[dict[str, Any], ...] = ()
    confirmed: tuple[dict[str, Any], ...] = ()
    signoffs: dict[str, tuple[SignOff, ...]] = field(default_factory=dict)
    assets: tuple[Path, ...] = ()
    problems: tuple[Problem, ...] = ()
    digests: dict[str, str] = field(default_factory=dict)
    local_meta: dict[str, dict[str, Any]] = field(default_factory=dict)
    data_lines: dict[str, dict[str, int]] = field(default_factory=dict)
    quizzes: tuple[QuizBank, ...] = ()
    handouts: tuple[dict[str, Any], ...] = ()
    contest: dict[str, Any] | None = None
    plan: dict[str, Any] | None = None
    kits: tuple[dict[str, Any], ...] = ()
    outreach: tuple[dict[str, Any], ...] = ()
    draft: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the site as Markdown. `path` is relative to docs/, with forward slashes, ending in .md.

    `nav`: titles from the top of the navigation down to this page; empty: not in the navigation.
    `sources`: content files it is made of, for the sign-off.
    """

    path: str
    title: str
    markdown: str
    nav: tuple[str, ...] = ()
    meta: dict[str, Any] = field(default_factory=dict)
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Asset:
    """Any other file of the site: script, style, picture, JSON. `path` relative to the site's root."""

    path: str
    content: bytes
