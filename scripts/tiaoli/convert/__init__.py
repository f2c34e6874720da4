"""Raw files -> reviewed text: JSON for programs, Markdown for people. The originals are never touched."""

from tiaoli.convert.articles import OWN_NAMES, cited
from tiaoli.convert.output import write, write_one
from tiaoli.convert.reading import convert, law_of, load, names_of
from tiaoli.convert.shown import doubts, look_first, summary, to_json
from tiaoli.convert.values import Conversion, Written

__all__ = [
    "OWN_NAMES",
    "Conversion",
    "Written",
    "cited",
    "convert",
    "doubts",
    "law_of",
    "load",
    "look_first",
    "names_of",
    "summary",
    "to_json",
    "write",
    "write_one",
]
