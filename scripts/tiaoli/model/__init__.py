"""The values that everything else passes around.

Frozen dataclasses with tuples for children; nothing here reads, writes or imports another module of ours.
"""

from tiaoli.model.campaign import Asset, Campaign, Entry, Page, Settings, SignOff
from tiaoli.model.commentary import Citation, Commentary, Removal, Repair, Uncertainty
from tiaoli.model.download import AUDIENCES, ORGANISER, Download, Product
from tiaoli.model.grid import Grid, GridCell, GridRow
from tiaoli.model.problem import ERROR, NOTE, WARNING, Problem, ReadError
from tiaoli.model.quiz import Evidence, Option, Question, QuizBank, Review
from tiaoli.model.source import Line, Source
from tiaoli.model.statute import (
    Annex,
    Article,
    Chapter,
    Item,
    Paragraph,
    Part,
    Section,
    Statute,
    Subitem,
    Subpart,
    Unit,
)
from tiaoli.model.timelimit import HeadCount, TimeLimit

__all__ = [
    "AUDIENCES",
    "ERROR",
    "NOTE",
    "ORGANISER",
    "WARNING",
    "Annex",
    "Article",
    "Asset",
    "Campaign",
    "Chapter",
    "Citation",
    "Commentary",
    "Download",
    "Entry",
    "Evidence",
    "Grid",
    "GridCell",
    "GridRow",
    "HeadCount",
    "Item",
    "Line",
    "Option",
    "Page",
    "Paragraph",
    "Part",
    "Problem",
    "Product",
    "Question",
    "QuizBank",
    "ReadError",
    "Removal",
    "Repair",
    "Review",
    "Section",
    "Settings",
    "SignOff",
    "Source",
    "Statute",
    "Subitem",
    "Subpart",
    "TimeLimit",
    "Uncertainty",
    "Unit",
]
