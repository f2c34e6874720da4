"""Chinese numerals there and back."""

from hypothesis import given
from hypothesis import strategies as st

from tiaoli.numerals import label, parse_int, parse_number, to_chinese


@given(st.integers(0, 9999))
def test_a_number_survives_being_written_in_chinese(number):
    assert parse_int(to_chinese(number)) == number


@given(st.integers(1, 9999), st.lists(st.integers(1, 99), max_size=2), st.sampled_from("编章节条款项"))
def test_a_provision_number_survives_its_label(base, parts, term):
    number = "-".join(map(str, [base, *parts]))
    assert parse_number(label(number, term)) == number


def test_what_is_no_number_gives_none():
    assert [parse_int(text) for text in ("", "条", "十十", "一百百", "1.5", "二百三千")] == [None] * 6
