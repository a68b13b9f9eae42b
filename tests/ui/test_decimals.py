"""Fields with fractions and rows of numbers: read, written, and refused in words."""

import pytest

from cnnviz.ui.decimals import decimal, whole_numbers

X = decimal("x", 1.0, -6, 6)
MAPS = whole_numbers("maps", (1, 2, 3), 0, 300)


@pytest.mark.parametrize(("text", "value"), [("0.25", 0.25), ("-6", -6.0), ("1e0", 1.0), ("0.123", 0.12)])
def test_a_decimal_is_read_and_written(text: str, value: float) -> None:
    assert X.read(text) == value
    assert X.read(X.write(value)) == value


@pytest.mark.parametrize("text", ["", "a", "nan", "inf", "-6.01", "1e999", "<script>"])
def test_a_bad_decimal_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"^x = "):
        X.read(text)


def test_a_row_is_read_and_written() -> None:
    assert MAPS.read("0,300,7") == (0, 300, 7)
    assert MAPS.write((0, 300, 7)) == "0,300,7"


@pytest.mark.parametrize("text", ["", "1,2", "1,2,3,4", "1,2,x", "1,2,-3", "1,2,301", "1,2,3.5", "1,2,٣"])
def test_a_bad_row_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"^maps = "):
        MAPS.read(text)
