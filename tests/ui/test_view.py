"""The view: URL text to values and back, bad values dropped with a word, state kept across pages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from cnnviz.ui.view import address, choice, integer, pair, parse

FIELDS = {
    field.name: field
    for field in (
        integer("size", 32, 8, 96),
        choice("fill", "gray", ("gray", "black")),
        pair("kernel", (3, 3), 1, 11),
    )
}


@given(
    st.fixed_dictionaries(
        {
            "size": st.integers(8, 96),
            "fill": st.sampled_from(["gray", "black"]),
            "kernel": st.tuples(st.integers(1, 11), st.integers(1, 11)),
        }
    )
)
def test_values_survive_the_url(values: dict[str, object]) -> None:
    assert parse(FIELDS, address(FIELDS, values)) == (values, [])


def test_a_pair_may_be_typed_with_a_comma() -> None:
    assert parse(FIELDS, {"kernel": "3,5"})[0]["kernel"] == (3, 5)


def test_defaults_are_left_out_of_the_url() -> None:
    assert address(FIELDS, {"size": 32, "fill": "black", "kernel": (3, 5)}) == {
        "fill": "black",
        "kernel": "3x5",
    }


@pytest.mark.parametrize(
    "text", ["", "a", "97", "7", "-8", "3.5", "1e1", "٣٢", "9" * 5000, "32 ", "<b>", "0x10"]
)
def test_a_bad_number_is_dropped_with_a_word(text: str) -> None:
    values, dropped = parse(FIELDS, {"size": text})
    assert values["size"] == 32
    assert len(dropped) == 1
    assert "size" in dropped[0]
    assert len(dropped[0]) < 200


@pytest.mark.parametrize(
    ("name", "text"), [("fill", "pink"), ("kernel", "3x"), ("kernel", "x3"), ("kernel", "3x12")]
)
def test_a_bad_word_or_pair_is_dropped_with_a_word(name: str, text: str) -> None:
    values, dropped = parse(FIELDS, {name: text})
    assert values[name] == FIELDS[name].default
    assert len(dropped) == 1


@given(st.dictionaries(st.sampled_from(["size", "fill", "kernel", "else"]), st.text()))
def test_no_url_breaks_the_page(params: dict[str, str]) -> None:
    values, _ = parse(FIELDS, params)
    assert parse(FIELDS, address(FIELDS, values)) == (values, [])


def one_page() -> None:
    import streamlit

    from cnnviz.ui.controls import slider
    from cnnviz.ui.view import View, integer

    view = View("one", (integer("size", 32, 8, 96), integer("step", 16, 4, 64)))
    if streamlit.query_params.pop("again", None):
        view.update(step=view["step"])
        streamlit.rerun()  # as a page does whose answer came while it was drawn
    slider(view, "size", "Size")
    streamlit.button("Reset", on_click=view.reset)
    view.publish()
    streamlit.text(f"{view['size']} {view['step']} {view.revision} {view.dropped}")


def shown(test: AppTest) -> str:
    return str(test.text[0].value)


def test_a_link_sets_the_view_and_a_widget_sets_the_link() -> None:
    test = AppTest.from_function(one_page)
    test.query_params["size"] = "48"
    test.query_params["step"] = "8"
    test.run()
    assert shown(test) == "48 8 1 []"
    assert test.slider[0].value == 48
    test.slider[0].set_value(64).run()
    assert shown(test) == "64 8 1 []"
    assert test.query_params == {"size": "64", "step": "8"}


def test_an_invalid_link_is_dropped_with_a_word_and_leaves_the_url() -> None:
    test = AppTest.from_function(one_page)
    test.query_params["size"] = "1000000"
    test.run()
    assert shown(test).startswith("32 16 1 ['size = 1000000 is outside 8 to 96; 32 is used instead']")
    assert test.query_params == {}


def test_the_word_stays_until_the_learner_changes_something() -> None:
    test = AppTest.from_function(one_page)
    test.query_params["size"] = "1000000"
    test.query_params["again"] = "1"
    test.run()
    assert "1000000" in shown(test)
    assert "1000000" in shown(test.run())
    test.slider[0].set_value(64).run()
    assert shown(test).endswith("[]")


def test_reset_brings_the_defaults_back() -> None:
    test = AppTest.from_function(one_page)
    test.query_params["size"] = "48"
    test.run()
    test.button[0].click().run()
    assert shown(test) == "32 16 2 []"
    assert test.slider[0].value == 32
    assert test.query_params == {}


def test_a_stale_url_does_not_undo_what_the_learner_did_however_late_it_comes() -> None:
    test = AppTest.from_function(one_page)
    test.run()
    test.slider[0].set_value(64)
    test.query_params.clear()
    test.run()
    assert shown(test).startswith("64 ")
    assert test.query_params == {"size": "64"}
    # A busy browser may send the URL from before later still, with a rerun that changes nothing.
    test.query_params.clear()
    test.run()
    assert shown(test) == "64 16 1 []"
    assert test.query_params == {"size": "64"}


def page_with_a_part() -> None:
    import streamlit

    from cnnviz.ui.controls import slider
    from cnnviz.ui.frame import by_itself
    from cnnviz.ui.view import View, integer

    view = View("one", (integer("size", 32, 8, 96),))
    streamlit.text(f"{view['size']} {view.dropped}")

    def draw(alone: bool) -> None:
        slider(view, "size", "Size")
        if streamlit.button("Check"):
            streamlit.success("checked")

    by_itself(view, "part", draw)
    view.publish()


def test_a_press_in_a_part_of_the_page_is_not_lost_to_a_bad_link() -> None:
    test = AppTest.from_function(page_with_a_part)
    test.query_params["size"] = "1000000"
    test.run()
    assert "1000000" in shown(test)
    test.button[0].click().run()
    assert [box.value for box in test.success] == ["checked"]
    assert "1000000" in shown(test)
    test.slider[0].set_value(64).run()
    assert shown(test) == "64 []"


def test_a_default_that_is_no_number_to_a_learner_is_said_in_words() -> None:
    fields = {"target": integer("target", -1, -1, 999, default_words="the most probable class")}
    assert parse(fields, {"target": "5000"}) == (
        {"target": -1},
        ["target = 5000 is outside 0 to 999; the most probable class is used instead"],
    )
    assert parse(fields, {"target": "-1"}) == ({"target": -1}, [])
    assert parse(fields, {"target": "0"}) == ({"target": 0}, [])
