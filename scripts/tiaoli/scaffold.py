"""`tiaoli new`: a content root for another office or another statute, which builds as it is."""

import contextlib
import secrets
import shutil
from collections.abc import Iterator
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from string import Template

from tiaoli import statute as statutes
from tiaoli import yamldata
from tiaoli.model import ReadError, Statute
from tiaoli.quiz import bank
from tiaoli.textfile import read_text, reason

DATA = "docs/_data"
#: Settings long enough that an editor should complete them: each with its schema beside it.
EDITED = ("contest", "campaign", "kits")
QUIZZES = "quizzes"
GUIDES = "docs/guides"
#: Data about the default statute; another statute gets none of it.
DEFAULT_DATA = (
    "regulation.md", "glossary.yml", "meanings.yml", "confusions.yml", "procedure.yml", "superseded.yml", "wording.yml",
    "handouts.yml", "campaign.yml", "contest.yml", "kits.yml", "outreach.yml",
)  # fmt: skip
#: Ends of titles by which a text calls itself: 《……办法》 is 办法 and 本办法.
_SHORT_NAMES = ("条例", "办法", "规定", "规则", "细则", "规范", "准则", "章程", "决定", "法")


def new(target: Path, title: str | None = None, statute: Path | None = None) -> tuple[str, ...]:
    """Write a content root into `target`, a new or empty folder; the paths written, in order.

    `title` names the site; `statute` is a text or Markdown file that takes the place of the default statute. Nothing
    is left behind when it fails. Raises ReadError for a folder that isn't empty or a statute that can't be read.
    """
    target = Path(target)
    files = _another(statute, title) if statute is not None else _default(title)
    with _staged(target) as stage:
        for path, content in files.items():
            (stage / path).parent.mkdir(parents=True, exist_ok=True)
            (stage / path).write_bytes(content)
    return tuple(files)


def _default(title: str | None) -> dict[str, bytes]:
    data = {f"{DATA}/{name}": _own(f"{DATA}/{name}").read_bytes() for name in DEFAULT_DATA}
    settings = yamldata.read(_own(f"{DATA}/site.yml").read_text("utf-8"), "site.yml").data["statute"]
    values = {key: settings[key] for key in ("file", "slug", "published", "effective")}
    values |= {key: _yaml(settings[key]) for key in ("kind", "issuer", "note")}
    values["short_names"] = f"[{', '.join(settings['short_names'])}]"
    named = statutes.parse(data[f"{DATA}/regulation.md"].decode("utf-8")).title
    banks = _files(QUIZZES, ".yml") | _files(f"{QUIZZES}/blueprints", ".yml")
    return _templates(values, title or f"《{named}》学习宣传") | data | _files(GUIDES, ".md") | banks


def _files(folder: str, ending: str) -> dict[str, bytes]:
    """The default content root's files of one folder: study guides, question banks, blueprints of papers and contests."""
    files = sorted((file for file in _own(folder).iterdir() if file.name.endswith(ending)), key=lambda file: file.name)
    return {f"{folder}/{file.name}": file.read_bytes() for file in files}


def default_statute() -> Statute:
    """The statute that ships with the program."""
    return statutes.parse(_own(f"{DATA}/regulation.md").read_text("utf-8"))


def _another(path: Path, title: str | None) -> dict[str, bytes]:
    if path.suffix.lower() not in (".md", ".txt"):
        raise ReadError(f"{path} 不是 .md 或 .txt 文件；请先用“tiaoli convert {path.name}”转换成文本再用。")
    parsed = statutes.parse(read_text(path), path=str(path))
    if not parsed.body or not parsed.title:
        raise ReadError(f"{path} 里没有读到标题和条文；请让第一行是标题，条文按“第一条　……”一行一款写。")
    values = dict.fromkeys(("kind", "issuer", "published", "effective"), "")  # not known: left empty to be filled in
    values |= {"file": "statute.md", "slug": "statute", "short_names": _short_names(parsed)}
    values["note"] = _yaml("　".join(parsed.promulgation))
    files = _templates(values, title or f"《{parsed.title}》学习宣传")
    example = (resources.files("tiaoli") / "starter/guide.md").read_bytes()
    own = {f"{DATA}/statute.md": statutes.unparse(parsed).encode("utf-8"), f"{GUIDES}/example.md": example}
    return files | own


def _templates(values: dict[str, str], title: str) -> dict[str, bytes]:
    """The files that every content root has."""
    starter = resources.files("tiaoli") / "starter"
    texts = {name: (starter / name).read_text("utf-8") for name in ("site.yml", "README.md", "gitignore")}
    site = Template(texts["site.yml"]).substitute(values, id=f"{values['slug']}-study", title=_yaml(title))
    readme = Template(texts["README.md"]).substitute(title=title, file=values["file"])
    written = {
        "mkdocs.yml": _own("mkdocs.yml").read_text("utf-8"),
        "README.md": readme,
        ".gitignore": texts["gitignore"],
        f"{DATA}/site.yml": site,
        f"{QUIZZES}/{bank.SCHEMA}": (resources.files("tiaoli") / "schemas/quiz.json").read_text("utf-8"),
    }
    schemas = resources.files("tiaoli") / "schemas"
    written |= {f"{DATA}/{name}.schema.json": (schemas / f"{name}.json").read_text("utf-8") for name in EDITED}
    return {path: text.encode("utf-8") for path, text in written.items()}


def _own(path: str) -> Traversable:
    """A file of the default content root: carried in the package (setup.py), or in the repository before that."""
    packed = resources.files("tiaoli") / "starter" / "default"
    return (packed if packed.is_dir() else Path(__file__).parents[2]).joinpath(path)


def _short_names(parsed: Statute) -> str:
    for end in _SHORT_NAMES:
        if parsed.title.endswith(end):
            return f"[{end}, 本{end}]"
    return "[]"


def _yaml(text: str) -> str:
    """The text as a YAML value, quoted; it reads back as the same text."""
    return "'" + " ".join(text.split("\n")).replace("'", "''") + "'"


@contextlib.contextmanager
def _staged(target: Path) -> Iterator[Path]:
    """A folder inside `target` whose content moves up when all is written; after an error nothing is left."""
    if target.exists() and not target.is_dir():
        raise ReadError(f"{target} 是一个文件，不能作为内容目录；请换一个名称。")
    existed = target.is_dir()
    if existed and any(target.iterdir()):
        raise ReadError(f"{target} 里已有文件，不会改动；请换一个新的或空的文件夹。")
    try:
        target.mkdir(parents=True, exist_ok=True)
        stage = target / f".new-{secrets.token_hex(4)}"
        stage.mkdir()
    except OSError as error:
        raise ReadError(f"无法建立 {target}（{reason(error)}）；请检查名称、磁盘空间和文件夹权限。") from None
    try:
        yield stage
        for child in sorted(stage.iterdir()):
            child.rename(target / child.name)
    except BaseException:
        for child in target.iterdir():
            shutil.rmtree(child) if child.is_dir() else child.unlink()
        if not existed:
            target.rmdir()
        raise
    stage.rmdir()
