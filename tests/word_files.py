"""Small Word files with automatic numbering, written by python-docx with the numbering's XML put in; and what prints."""

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

NS = nsdecls("w")


@dataclass(frozen=True)
class Level:
    """One level of a list definition; `extra` is more XML for the w:lvl, before w:suff."""

    format: str = "decimal"
    text: str = "%1."
    start: int = 1
    restart: int | None = None
    legal: bool = False
    style: str = ""
    suffix: str = "tab"

    def xml(self, number: int) -> str:
        """The w:lvl, its children in the order that the schema asks for."""
        return (
            f'<w:lvl w:ilvl="{number}"><w:start w:val="{self.start}"/><w:numFmt w:val="{self.format}"/>'
            + (f'<w:lvlRestart w:val="{self.restart}"/>' if self.restart is not None else "")
            + (f'<w:pStyle w:val="{self.style}"/>' if self.style else "")
            + ("<w:isLgl/>" if self.legal else "")
            + f'<w:suff w:val="{self.suffix}"/><w:lvlText w:val="{self.text}"/></w:lvl>'
        )


class WordFile:
    """A document being written; numbers of definitions and lists are the caller's."""

    def __init__(self) -> None:
        self.document = docx.Document()
        self._numbering = self.document.part.numbering_part.element
        for child in list(self._numbering):
            self._numbering.remove(child)

    def define(self, key: int, *levels: Level, more: str = "") -> None:
        """An abstractNum."""
        inner = "".join(level.xml(i) for i, level in enumerate(levels))
        kind = '<w:multiLevelType w:val="multilevel"/>'
        xml = f'<w:abstractNum {NS} w:abstractNumId="{key}">{kind}{more}{inner}</w:abstractNum>'
        at = sum(child.tag == qn("w:abstractNum") for child in self._numbering)
        self._numbering.insert(at, parse_xml(xml))

    def number(self, key: int, definition: int, overrides: str = "") -> None:
        """A num."""
        xml = f'<w:num {NS} w:numId="{key}"><w:abstractNumId w:val="{definition}"/>{overrides}</w:num>'
        self._numbering.append(parse_xml(xml))

    def style(self, key: str, properties: str = "", kind: str = "paragraph", based: str = "Normal") -> None:
        """A style; `properties` is XML after w:name and w:basedOn."""
        basis = f'<w:basedOn w:val="{based}"/>' if kind == "paragraph" and based else ""
        xml = f'<w:style {NS} w:type="{kind}" w:styleId="{key}"><w:name w:val="{key}"/>{basis}{properties}</w:style>'
        self.document.styles.element.append(parse_xml(xml))

    def add(self, text: str, number: int | None = None, level: int | None = 0, style: str = "", mark: str = "") -> None:
        """A paragraph; `mark`: XML of its mark's run properties."""
        paragraph = self.document.add_paragraph()
        if text:
            paragraph.add_run(text)
        inner = f'<w:pStyle w:val="{style}"/>' if style else ""
        if number is not None:
            place = f'<w:ilvl w:val="{level}"/>' if level is not None else ""
            inner += f'<w:numPr>{place}<w:numId w:val="{number}"/></w:numPr>'
        if mark:
            inner += f"<w:rPr>{mark}</w:rPr>"
        if inner:
            paragraph._p.insert(0, parse_xml(f"<w:pPr {NS}>{inner}</w:pPr>"))

    def add_xml(self, xml: str) -> None:
        """A block given as XML, its namespaces declared."""
        body = self.document.element.body
        body.insert(len(body) - 1, parse_xml(xml))

    def save(self, path: Path) -> Path:
        """Write the file."""
        self.document.save(str(path))
        return path


def printed(soffice: str, folder: Path, files: list[Path]) -> list[str]:
    """What LibreOffice prints of each file: docx -> PDF -> text, white space left out."""
    profile = (folder / "profile").as_uri()
    for start in range(0, len(files), 100):
        command = [
            soffice,
            f"-env:UserInstallation={profile}",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(folder),
        ]
        subprocess.run([*command, *map(str, files[start : start + 100])], check=True, capture_output=True, timeout=300)
    out = []
    for file in files:
        pdf = folder / f"{file.stem}.pdf"
        done = subprocess.run(["pdftotext", "-raw", str(pdf), "-"], check=True, capture_output=True, encoding="utf-8")
        out.append(re.sub(r"\s+", "", done.stdout))
    return out
