"""三审: what counts as signed, and the 信息发布审核单."""

import pytest

from roots import GUIDE, SIGNED, SITE, STATUTE, small_root
from tiaoli import signoff
from tiaoli.load import load
from tiaoli.model import Page

STATUTE_FILE, SITE_FILE, GUIDE_FILE = "docs/_data/regulation.md", "docs/_data/site.yml", "docs/guides/borrow.md"


def signed_guide(rows: str) -> dict[str, str]:
    return {GUIDE_FILE: GUIDE.replace("audience: [群众]\n", f"audience: [群众]\n{rows}")}


def test_nothing_is_signed_by_itself(tmp_path):
    campaign = load(small_root(tmp_path))
    assert signoff.unsigned(campaign) == (STATUTE_FILE, SITE_FILE, GUIDE_FILE)
    assert not signoff.is_signed(campaign, [])


def test_a_page_is_signed_when_all_it_is_made_of_is_signed(tmp_path):
    site = SITE + "signoff:\n  " + STATUTE_FILE + ":" + SIGNED.removeprefix("signoff:").replace("\n  ", "\n    ")
    campaign = load(small_root(tmp_path, signed_guide(SIGNED) | {SITE_FILE: site}))
    assert campaign.problems == ()
    assert signoff.is_signed(campaign, [GUIDE_FILE, STATUTE_FILE])
    assert not signoff.is_signed(campaign, [GUIDE_FILE, SITE_FILE])
    assert signoff.unsigned(campaign) == (SITE_FILE,)


def test_a_statute_carries_its_signatures_in_its_own_front_matter(tmp_path):
    campaign = load(small_root(tmp_path, {STATUTE_FILE: f"---\n{SIGNED}---\n{STATUTE}"}))
    assert signoff.is_signed(campaign, [STATUTE_FILE])


@pytest.mark.parametrize(
    "rows",
    [
        "".join(SIGNED.splitlines(keepends=True)[:3]),  # no 终审
        SIGNED.replace("示例丙", "待填"),
        SIGNED.replace("2022-05-03", "2022-04-01"),
        SIGNED.replace("2022-05-03}", "2022-05-03, digest: 0123456789abcdef}"),
    ],
)
def test_an_incomplete_misordered_or_stale_sign_off_does_not_count(tmp_path, rows):
    assert not signoff.is_signed(load(small_root(tmp_path, signed_guide(rows))), [GUIDE_FILE])


@pytest.mark.parametrize(
    ("rows", "code", "severity"),
    [
        (SIGNED.replace("2022-05-03", "2022-04-01"), "signoff-order", "error"),
        (SIGNED.replace("终审", "复审"), "signoff-twice", "error"),
        (SIGNED.replace("2022-05-03}", "2022-05-03, digest: 0123456789abcdef}"), "signoff-stale", "warning"),
        (SIGNED.replace("终审", "审定"), "schema-enum", "error"),
        (SIGNED.replace("2022-05-03", "5月3日"), "schema-format", "error"),
    ],
)
def test_a_faulty_sign_off_is_a_problem_in_its_file(tmp_path, rows, code, severity):
    problems = load(small_root(tmp_path, signed_guide(rows))).problems
    assert [(p.path, p.code, p.severity) for p in problems] == [(GUIDE_FILE, code, severity)]


def test_a_digest_binds_the_signature_to_the_text_that_was_signed(tmp_path):
    digest = load(small_root(tmp_path)).digests[GUIDE_FILE]
    rows = SIGNED.replace("2022-05-03}", f"2022-05-03, digest: {digest}}}")
    assert signoff.is_signed(load(small_root(tmp_path, signed_guide(rows))), [GUIDE_FILE])
    edited = {GUIDE_FILE: signed_guide(rows)[GUIDE_FILE].replace("提出申请", "提出请求")}
    assert not signoff.is_signed(load(small_root(tmp_path, edited)), [GUIDE_FILE])


def test_sign_offs_in_the_settings_must_name_a_file_that_is_there_and_only_once(tmp_path):
    rows = "[{step: 初审, name: 示例甲, date: 2022-05-01}]"
    site = f"{SITE}signoff:\n  docs/_data/none.yml: {rows}\n  {GUIDE_FILE}: {rows}\n"
    problems = load(small_root(tmp_path, signed_guide(SIGNED) | {SITE_FILE: site})).problems
    assert [(p.path, p.line, p.code) for p in problems] == [
        (SITE_FILE, 6, "signoff-file"),
        (SITE_FILE, 7, "signoff-twice"),
    ]


def test_the_sheet_names_pages_files_signers_and_what_is_missing(tmp_path):
    campaign = load(small_root(tmp_path, signed_guide(SIGNED)))
    pages = [
        Page("guides/borrow.md", "怎样借书", "", sources=(GUIDE_FILE,)),
        Page("regulation/ch-1.md", "总则|一", "", sources=(STATUTE_FILE,)),
    ]
    pages.append(Page("index.md", "首页", "", sources=(SITE_FILE, GUIDE_FILE)))
    sheet = signoff.sheet(campaign, pages, {"guides/borrow.md", "index.md"})
    assert sheet == signoff.sheet(campaign, pages, {"index.md", "guides/borrow.md"})
    assert "页面共 3 页，三审齐全 1 页，三审不全 2 页。" in sheet
    signers = "示例甲 2022-05-01 | 示例乙 2022-05-02 | 示例丙 2022-05-03"
    rows = sheet.split("\n")
    assert f"| 怎样借书 | {GUIDE_FILE} | {signers} | 可以发布 |" in rows
    assert f"| 总则\\|一 | {STATUTE_FILE} | 未签 | 未签 | 未签 | 暂不发布 |" in rows
    assert f"| 首页 | {SITE_FILE}、{GUIDE_FILE} | 未签 | 未签 | 未签 | 只发布已审的部分 |" in rows
    assert f"| {GUIDE_FILE} | {campaign.digests[GUIDE_FILE]} | {signers} |" in rows
    assert f"| {STATUTE_FILE} | {campaign.digests[STATUTE_FILE]} | 未签 | 未签 | 未签 |" in rows
