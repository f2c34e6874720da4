"""The procedure picture: its data held to the text, its two drawings, its words."""

import copy
import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from tiaoli import load, statute
from tiaoli.site import outline, picture, procedure
from tiaoli.site.places import Places

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def campaign(repo_root):
    return load.load(repo_root)


@pytest.fixture
def data(campaign):
    return copy.deepcopy(campaign.procedure)


def codes(campaign, data):
    return [problem.code for problem in procedure.problems(data, campaign.statute, campaign.timelimits)]


def node(data, name):
    return next(node for node in data["nodes"] if node["id"] == name)


def drawing(campaign, shape):
    graph = procedure.read(campaign.procedure, campaign.statute, campaign.timelimits)
    return picture.draw(graph, Places(campaign), "procedure.md", shape)


def sheets(campaign, shape):
    return [
        ElementTree.fromstring(part + "</svg>") for part in drawing(campaign, shape).split("</svg>") if part.strip()
    ]


def test_the_default_data_says_only_what_the_text_bears_out(campaign, data):
    assert codes(campaign, data) == []


def test_it_covers_the_provisions_that_decide_a_matters_way(data):
    named = {a for n in data["nodes"] for a in (n["target"], *n.get("more", ()))}
    wanted = {"art-22-p1", "art-22-p2", "art-23-p1", "art-23-p2", "art-23-p3", "art-19-p3", "art-24-p1", "art-25-p1", "art-28-p2",
              "art-29-p1", "art-30-p1", "art-31-p1", *(f"art-31-p1-i{i}" for i in range(1, 7)), "art-32-p1", "art-34-p1",
              "art-35-p1", "art-36-p1", "art-36-p3"}  # fmt: skip
    assert wanted <= named


def test_only_the_sixth_way_leads_on_to_review(campaign, data):
    graph = procedure.read(data, campaign.statute, campaign.timelimits)
    for i in range(1, 6):
        assert graph.after(f"way-{i}") == ()
    assert [way.start for way in graph.ways if way.end == "review"] == ["opinion"]
    assert graph.trunk()[-4:] == ("opinion", "review", "recheck", "final")


def test_an_opinion_ends_in_one_of_the_three_ways_of_the_text(campaign, data):
    graph = procedure.read(data, campaign.statute, campaign.timelimits)
    ends = [graph.step(way.end).target for way in graph.after("opinion")]
    assert ends == ["art-32-p1-i1", "art-32-p1-i2", "art-32-p1-i3", "art-35-p1"]


def test_whoever_brought_a_matter_directly_is_told_in_time_whosever_it_is(data):
    for name in ("inform", "lower", "elsewhere"):
        assert {"target": "art-23-p2", "act": "告知"} in node(data, name)["limits"]
        assert "当场书面告知" in node(data, name)["note"] and "住址不清的除外" in node(data, name)["note"]


def test_a_way_stops_only_where_the_data_says_so_or_where_the_opinion_is_carried_out(campaign, data):
    graph = procedure.read(data, campaign.statute, campaign.timelimits)
    stopping = [s.id for s in graph.steps if s.kind == "step" and not graph.after(s.id)]
    assert stopping == ["execute", "clarify", "explain"]


def test_only_what_another_procedure_takes_over_leaves_this_one(data):
    out = [n["id"] for n in data["nodes"] if n.get("kind") == "out"]
    assert out == ["litigation", "discipline", "way-1", "way-2", "way-3", "way-4"]


@pytest.mark.parametrize("start", [
    "raise", "refuse", "office", "unit", "inform", "sort", "suggestion", "accusation", "discipline", "litigation", "appeal",
    "way-1", "way-2", "way-3", "way-4", "way-5", "way-6", "explain", "clarify", "mediation", "execute", "final", "decide",
])  # fmt: skip
def test_an_edge_to_review_from_anything_but_the_opinion_is_refused(campaign, data, start):
    data["edges"].append({"from": start, "to": "review"})
    found = procedure.problems(
        data, campaign.statute, campaign.timelimits, lines={f"edges.{len(data['edges']) - 1}": 99}
    )
    assert [(p.code, p.line) for p in found] == [("procedure-review", 99)]


def test_a_step_that_only_calls_itself_an_opinion_is_refused_too(campaign, data):
    data["nodes"].append({"id": "other", "label": "另一种处理意见", "target": "art-29-p1"})
    data["edges"] += [{"from": "sort", "to": "other"}, {"from": "other", "to": "review"}]
    assert codes(campaign, data) == ["procedure-review"]


def test_another_way_to_the_opinion_is_refused(campaign, data):
    data["edges"].append({"from": "way-5", "to": "opinion"})
    assert "procedure-review" in codes(campaign, data)


def test_a_step_of_review_by_its_provision_counts_whatever_it_is_called(campaign, data):
    data["nodes"].append({"id": "again", "label": "再请上一级看一次", "target": "art-35-p1"})
    data["edges"].append({"from": "suggestion", "to": "again"})
    assert codes(campaign, data) == ["procedure-review"]


@pytest.mark.parametrize(("change", "code"), [
    (lambda d: d["nodes"].append(dict(d["nodes"][0])), "procedure-id"),
    (lambda d: node(d, "review").update(target="art-99"), "procedure-target"),
    (lambda d: node(d, "urgent")["more"].append("art-25-p9"), "procedure-target"),
    (lambda d: node(d, "office").pop("target"), "procedure-target"),
    (lambda d: node(d, "office").pop("label"), "procedure-label"),
    (lambda d: node(d, "opinion")["limits"].append({"target": "art-34-p1", "act": "复查"}), "procedure-limit"),
    (lambda d: node(d, "opinion").update(limits=["60日"]), "procedure-limit"),
    (lambda d: node(d, "opinion").update(kind="other"), "procedure-kind"),
    (lambda d: d["edges"].append({"from": "raise", "to": "nowhere"}), "procedure-edge"),
    (lambda d: d["nodes"].append({"id": "lost", "label": "孤立", "target": "art-1-p1"}), "procedure-unreached"),
    (lambda d: d["main"].append("nobody"), "procedure-main"),
    (lambda d: d["main"].remove("appeal"), "procedure-main"),
])  # fmt: skip
def test_what_the_text_does_not_bear_out_is_found(campaign, data, change, code):
    change(data)
    assert code in codes(campaign, data)


def test_a_loop_ends(campaign, data):
    data["edges"].append({"from": "final", "to": "raise"})
    data.pop("main")
    graph = procedure.read(data, campaign.statute, campaign.timelimits)
    assert graph.trunk()[0] == "raise" and len(set(graph.trunk())) == len(graph.trunk())


def test_without_a_main_path_in_the_data_the_longest_is_taken(campaign, data):
    data.pop("main")
    trunk = procedure.read(data, campaign.statute, campaign.timelimits).trunk()
    assert trunk[:2] == ("raise", "office") and trunk[-3:] == ("review", "recheck", "final")


def test_another_statute_has_no_rule_about_review(campaign):
    small = statute.parse("# 示例规定\n\n第一条　提出申请。\n\n第二条　可以复查。\n")
    data = {"title": "示例", "nodes": [{"id": "a", "label": "申请", "target": "art-1"}, {"id": "b", "label": "复查", "target": "art-2"}],
            "edges": [{"from": "a", "to": "b"}]}  # fmt: skip
    assert procedure.problems(data, small, ()) == []


@pytest.mark.parametrize("shape", [picture.NARROW, picture.WIDE], ids=lambda shape: shape.name)
def test_every_step_is_a_box_that_leads_to_its_provision(campaign, data, shape):
    places = Places(campaign)
    links = [a.get("href") for part in sheets(campaign, shape) for a in part.iter(f"{SVG}a")]
    wanted = [places.link("procedure.md", n["target"]) for n in data["nodes"]]
    assert {link: links.count(link) for link in wanted} == {
        link: max(links.count(link), wanted.count(link)) for link in wanted
    }
    assert set(links) == set(wanted)


@pytest.mark.parametrize("shape", [picture.NARROW, picture.WIDE], ids=lambda shape: shape.name)
def test_a_screen_reader_finds_a_title_and_a_description(campaign, shape):
    for part in sheets(campaign, shape):
        title, desc = part.get("aria-labelledby").split()
        assert part.get("role") == "group"
        assert part.find(f"{SVG}title").get("id") == title and part.find(f"{SVG}desc").get("id") == desc
        assert part.find(f"{SVG}title").text and "出具信访处理意见书" in part.find(f"{SVG}desc").text


@pytest.mark.parametrize("shape", [picture.NARROW, picture.WIDE], ids=lambda shape: shape.name)
def test_text_is_legible_and_stays_in_its_box(campaign, shape):
    shown = 328 / shape.width if shape is picture.NARROW else 1
    for part in sheets(campaign, shape):
        for text in part.iter(f"{SVG}text"):
            assert float(text.get("font-size")) * shown >= 12
        for box in part.iter(f"{SVG}a"):
            rect = box.find(f"{SVG}rect")
            right = float(rect.get("x")) + float(rect.get("width"))
            bottom = float(rect.get("y")) + float(rect.get("height"))
            assert right <= shape.width
            for text in box.iter(f"{SVG}text"):
                size = float(text.get("font-size"))
                assert float(text.get("x")) + picture.measure(text.text, size) <= right + size / 2, text.text
                assert float(text.get("y")) <= bottom


def test_boxes_of_a_drawing_do_not_overlap(campaign):
    for shape in (picture.NARROW, picture.WIDE):
        boxes = []
        for part in sheets(campaign, shape):
            for box in part.iter(f"{SVG}a"):
                rect = box.find(f"{SVG}rect")
                boxes.append(tuple(float(rect.get(key)) for key in ("x", "y", "width", "height")))
        for i, (x, y, w, h) in enumerate(boxes):
            assert not [
                b for b in boxes[i + 1 :] if x < b[0] + b[2] and b[0] < x + w and y < b[1] + b[3] and b[1] < y + h
            ]


def test_the_wide_drawing_is_cut_into_sheets_that_fit_on_paper_and_join(campaign):
    parts = [list(map(float, part.get("viewBox").split())) for part in sheets(campaign, picture.WIDE)]
    assert len(parts) > 1
    assert all(height <= picture.WIDE.sheet for _, _, _, height in parts)
    assert all(abs(a[1] + a[3] - b[1]) < 0.2 for a, b in zip(parts, parts[1:], strict=False))


def test_days_in_the_boxes_come_from_the_text(campaign):
    assert "60日内办结" in drawing(campaign, picture.WIDE) and "5个工作日内提出异议" in drawing(campaign, picture.WIDE)
    limits = tuple(replace(limit, days=limit.days + 1) if limit.days else limit for limit in campaign.timelimits)
    changed = drawing(replace(campaign, timelimits=limits), picture.WIDE)
    assert "61日内办结" in changed and "60日" not in changed


def test_no_number_of_days_is_typed_into_the_data(repo_root):
    text = (repo_root / "docs" / "_data" / "procedure.yml").read_text("utf-8")
    assert not re.search(r"\d+\s*(?:个?工作日|日|天)|[一二三四五六七八九十]+(?:个工作日|日内)", text)


def test_the_words_beside_the_picture_name_every_step_and_provision(campaign, data):
    graph = procedure.read(data, campaign.statute, campaign.timelimits)
    places = Places(campaign)
    words = outline.outline(graph, places, "procedure.md")
    for step in graph.steps:
        assert step.label in words
        assert all(places.name(address) in words for address in (step.target, *step.more))
    assert all(way.label in words for way in graph.ways)
    assert len(re.findall(r"(?m)^<li>$", words)) == len(graph.trunk())


def test_a_limit_stands_only_in_a_step_that_names_its_provision(campaign, data):
    graph = procedure.read(data, campaign.statute, campaign.timelimits)
    assert [s.id for s in graph.steps if not {limit.target for limit in s.limits} <= {s.target, *s.more}] == []
