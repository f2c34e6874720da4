"""QTI 3.0: a package with an item for each question and one test that holds them all.

Scores follow the bank: all or nothing, half for an incomplete choice, or a share for each right one. A short answer has no key
in QTI; what is wanted goes to the scorer.
"""

from collections.abc import Iterator
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from tiaoli.model import Question
from tiaoli.quiz.exports.selection import LETTERS, Made, Questions, answer, one_line
from tiaoli.quiz.stems import BLANK
from tiaoli.writers.zips import pack

ASI = "http://www.imsglobal.org/xsd/imsqtiasi_v3p0"
_PACKAGE = "http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1"
_XML = "http://www.w3.org/XML/1998/namespace"


def package(questions: Questions) -> Made:
    """The items, the test and the manifest as one zip."""
    items = {f"items/q-{q.id}.xml": _file(_item(questions, q)) for q in questions.items}
    files = items | {"test.xml": _file(_test(questions)), "imsmanifest.xml": _file(_manifest(questions))}
    return Made(pack(files.items()), len(items))


def _el(parent: Element | None, name: str, text: str | None = None, **attributes: str) -> Element:
    """An element; names are written with _ for -, as keywords want it."""
    named = {key.replace("_", "-"): value for key, value in attributes.items()}
    made = Element(name, named) if parent is None else SubElement(parent, name, named)
    made.text = text
    return made


def _file(root: Element) -> bytes:
    indent(root, " ")
    return tostring(root, "utf-8", xml_declaration=True) + b"\n"


def _item(questions: Questions, q: Question) -> Element:
    root = _el(
        None, "qti-assessment-item", identifier=f"q-{q.id}", title=q.id, adaptive="false", time_dependent="false"
    )
    root.set("xmlns", ASI)
    root.set(f"{{{_XML}}}lang", "zh-CN")
    _declare(root, q)
    for name, value in (("SCORE", 0), ("MAXSCORE", q.score)):
        outcome = _el(
            root, "qti-outcome-declaration", identifier=name, cardinality="single", base_type="float"
        )  # fmt: skip
        _el(_el(outcome, "qti-default-value"), "qti-value", f"{value:g}")
    _el(root, "qti-outcome-declaration", identifier="FEEDBACK", cardinality="single", base_type="identifier")
    _body(root, q)
    processing = _el(root, "qti-response-processing")
    _score(processing, q)
    _set(processing, "FEEDBACK", "identifier", "shown")
    feedback = _el(
        root, "qti-modal-feedback", outcome_identifier="FEEDBACK", identifier="shown", show_hide="show"
    )  # fmt: skip
    _el(_el(feedback, "qti-content-body"), "p", questions.reason(q))
    return root


def _names(q: Question) -> list[str]:
    """Identifiers of the responses: one, or one a blank."""
    return [f"BLANK{at}" for at in range(1, len(q.answers) + 1)] if q.type == "blank" else ["RESPONSE"]


def _declare(root: Element, q: Question) -> None:
    if q.type == "blank":
        for name, ways in zip(_names(q), q.answers, strict=True):
            made = _el(root, "qti-response-declaration", identifier=name, cardinality="single", base_type="string")
            _el(_el(made, "qti-correct-response"), "qti-value", one_line(ways[0]))
            mapping = _el(made, "qti-mapping", default_value="0")
            for way in dict.fromkeys(map(one_line, ways)):
                _el(mapping, "qti-map-entry", map_key=way, mapped_value="1", case_sensitive="false")
        return
    cardinality = {"multi": "multiple", "order": "ordered"}.get(q.type, "single")
    base = "string" if q.type == "short" else "identifier"
    made = _el(root, "qti-response-declaration", identifier="RESPONSE", cardinality=cardinality, base_type=base)
    if key := _key(q):
        right = _el(made, "qti-correct-response")
        for value in key:
            _el(right, "qti-value", value)


def _key(q: Question) -> list[str]:
    if q.type == "judge":
        return ["T" if q.answer else "F"]
    if q.type == "order":
        return [LETTERS[at] for at in range(len(q.options))]
    return [LETTERS[at] for at in q.keyed]


def _body(root: Element, q: Question) -> None:
    body = _el(root, "qti-item-body")
    stem = one_line(q.stem)
    if q.type == "blank":
        _blanks(_el(body, "p"), q, stem)
    elif q.type == "short":
        asked = _el(body, "qti-extended-text-interaction", response_identifier="RESPONSE", expected_lines="6")
        _el(asked, "qti-prompt", stem)
        rubric = _el(body, "qti-rubric-block", use="scoring", view="scorer")
        points = "；".join(q.points)
        _el(
            _el(rubric, "qti-content-body"), "p", f"参考答案：{answer(q)}" + (f"　得分要点：{points}" if points else "")
        )
    elif q.type == "order":
        asked = _el(
            body, "qti-order-interaction", response_identifier="RESPONSE", shuffle="true", orientation="vertical"
        )
        _el(asked, "qti-prompt", stem)
        _choices(asked, q)
    else:
        most = "0" if q.type == "multi" else "1"
        asked = _el(body, "qti-choice-interaction", response_identifier="RESPONSE", shuffle="false", max_choices=most)
        _el(asked, "qti-prompt", stem)
        _choices(asked, q)


def _choices(asked: Element, q: Question) -> None:
    if q.type == "judge":
        for name, words in (("T", "对"), ("F", "错")):
            _el(asked, "qti-simple-choice", words, identifier=name)
    for at, option in enumerate(q.options):
        _el(asked, "qti-simple-choice", one_line(option.text), identifier=LETTERS[at])


def _blanks(paragraph: Element, q: Question, stem: str) -> None:
    first, *rest = BLANK.split(stem)
    paragraph.text = first
    for name, ways, after in zip(_names(q), q.answers, rest, strict=True):
        length = str(2 * max(len(way) for way in ways) + 4)
        _el(paragraph, "qti-text-entry-interaction", response_identifier=name, expected_length=length).tail = after


def _set(parent: Element, name: str, base: str, value: str) -> None:
    _el(_el(parent, "qti-set-outcome-value", identifier=name), "qti-base-value", value, base_type=base)


def _score(processing: Element, q: Question) -> None:
    """SCORE by the bank's own rule; nothing for a short answer, which a person scores."""
    if q.type == "short":
        return
    if q.type == "blank":
        _score_blanks(processing, q)
        return
    branch = _el(processing, "qti-response-condition")
    whole = _el(branch, "qti-response-if")
    both = _el(whole, "qti-match")
    _el(both, "qti-variable", identifier="RESPONSE")
    _el(both, "qti-correct", identifier="RESPONSE")
    _set(whole, "SCORE", "float", f"{q.score:g}")
    if q.type != "multi" or q.partial == "none":
        return
    some = _el(branch, "qti-response-else-if")
    test = _el(some, "qti-and")
    _el(_el(_el(test, "qti-not"), "qti-is-null"), "qti-variable", identifier="RESPONSE")
    inside = _el(test, "qti-contains")
    _el(inside, "qti-correct", identifier="RESPONSE")
    _el(inside, "qti-variable", identifier="RESPONSE")
    if q.partial == "half":
        _set(some, "SCORE", "float", f"{q.score / 2:g}")
        return
    share = _el(_el(some, "qti-set-outcome-value", identifier="SCORE"), "qti-product")
    _el(share, "qti-base-value", f"{q.score / len(q.keyed):g}", base_type="float")
    _el(_el(share, "qti-container-size"), "qti-variable", identifier="RESPONSE")


def _score_blanks(processing: Element, q: Question) -> None:
    def right(parent: Element) -> None:
        total = _el(parent, "qti-sum")
        for name in _names(q):
            _el(total, "qti-map-response", identifier=name)

    if q.partial == "each":
        product = _el(_el(processing, "qti-set-outcome-value", identifier="SCORE"), "qti-product")
        _el(product, "qti-base-value", f"{q.score / len(q.answers):g}", base_type="float")
        right(product)
        return
    whole = _el(_el(processing, "qti-response-condition"), "qti-response-if")
    enough = _el(whole, "qti-gte")
    right(enough)
    _el(enough, "qti-base-value", str(len(q.answers)), base_type="float")
    _set(whole, "SCORE", "float", f"{q.score:g}")


def _test(questions: Questions) -> Element:
    root = _el(None, "qti-assessment-test", identifier="test", title=questions.title)
    root.set("xmlns", ASI)
    part = _el(root, "qti-test-part", identifier="part", navigation_mode="nonlinear", submission_mode="individual")
    for at, (name, items) in enumerate(_by_chapter(questions), 1):
        section = _el(part, "qti-assessment-section", identifier=f"section-{at}", title=name, visible="true")
        for q in items:
            _el(section, "qti-assessment-item-ref", identifier=f"q-{q.id}", href=f"items/q-{q.id}.xml")
    return root


def _by_chapter(questions: Questions) -> Iterator[tuple[str, list[Question]]]:
    groups: dict[str, list[Question]] = {}
    for question in questions.items:
        groups.setdefault(questions.chapter_name(question) or questions.title, []).append(question)
    yield from groups.items()


def _manifest(questions: Questions) -> Element:
    root = _el(None, "manifest", identifier="manifest")
    root.set("xmlns", _PACKAGE)
    metadata = _el(root, "metadata")
    _el(metadata, "schema", "QTI Package")
    _el(metadata, "schemaversion", "3.0.0")
    _el(root, "organizations")
    resources = _el(root, "resources")
    test = _el(resources, "resource", identifier="r-test", type="imsqti_test_xmlv3p0", href="test.xml")
    _el(test, "file", href="test.xml")
    for q in questions.items:
        _el(test, "dependency", identifierref=f"r-q-{q.id}")
        path = f"items/q-{q.id}.xml"
        _el(
            _el(resources, "resource", identifier=f"r-q-{q.id}", type="imsqti_item_xmlv3p0", href=path),
            "file",
            href=path,
        )
    return root
