"""A built site that would ask another host for anything is found before it is published."""

import pytest

from tiaoli.outside import requests


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.html", '<img alt="x" src="http://example.invalid/a.png">'),
        ("a.html", '<img srcset="//example.invalid/a.png 2x">'),
        ("a.html", '<script src="https://example.invalid/a.js"></script>'),
        ("a.html", '<link href="https://example.invalid/a.css" rel="stylesheet">'),
        ("a.html", '<p style="background:url(http://example.invalid/a.png)">'),
        ("a.html", "<style>@import '//example.invalid/a.css'</style>"),
        ("a.html", '<meta http-equiv="refresh" content="0;url=http://example.invalid/">'),
        ("a.svg", '<svg><image xlink:href="http://example.invalid/a.png"/></svg>'),
        ("a.css", 'p { background: url("https://example.invalid/a.png") }'),
    ],
)
def test_a_request_is_found(tmp_path, name, content):
    (tmp_path / name).write_text(content, "utf-8")
    assert [page for page, _ in requests(tmp_path)] == [name]


def test_links_that_a_reader_follows_are_no_requests(tmp_path):
    page = '<a href="https://example.invalid/">去看</a><link rel="canonical" href="https://example.invalid/a.html"><img src="a.png">'
    (tmp_path / "a.html").write_text(page, "utf-8")
    assert list(requests(tmp_path)) == []
