"""A lesson's state: in the URL for sharing, remembered for the session, safe against bad values.

Streamlit can bind one widget to one URL parameter. A lesson needs more: components report many numbers
at once, two lessons may both have a `size`, and a value that makes no sense is dropped *with a word*.
So each lesson declares its fields, and one `View` keeps widgets, components and URL together.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

_FRESH = {"revision": 0, "dropped": [], "shown": None}


@dataclass(frozen=True)
class Field:
    """One value of a lesson's state. `read` turns URL text into a value, or raises ValueError in words.

    `default_words` say what the default stands for, where the value itself tells a learner nothing.
    """

    name: str
    default: Any
    read: Callable[[str], Any]
    write: Callable[[Any], str] = str
    options: tuple[Any, ...] = ()
    low: int = 0
    high: int = 0
    step: int = 1
    default_words: str = ""


def integer(name: str, default: int, low: int, high: int, step: int = 1, *, default_words: str = "") -> Field:
    """A whole number from low to high. A default with words of its own is no number that a learner would write."""

    def read(text: str) -> int:
        if default_words and text == str(default):
            return default
        value = _whole(name, text, low + (default_words != "" and default == low), high)
        if (value - low) % step:
            raise ValueError(
                f"{name} = {value} is not one of {low}, {low + step}, {low + 2 * step}, …, {high}"
            )
        return value

    return Field(name, default, read, low=low, high=high, step=step, default_words=default_words)


def choice(name: str, default: str, options: tuple[str, ...]) -> Field:
    """One of a few words."""

    def read(text: str) -> str:
        if text not in options:
            raise ValueError(f"{name} = “{text[:20]}” is none of {', '.join(options)}")
        return text

    return Field(name, default, read, options=options)


def pair(name: str, default: tuple[int, int], low: int, high: int) -> Field:
    """A value for rows and one for columns: `3` for both, `3x5` for each (read from `3,5` as well)."""

    def read(text: str) -> tuple[int, int]:
        rows, cross, columns = text.replace(",", "x").partition("x")
        first = _whole(name, rows, low, high)
        return first, _whole(name, columns, low, high) if cross else first

    def write(value: tuple[int, int]) -> str:
        return str(value[0]) if value[0] == value[1] else f"{value[0]}x{value[1]}"

    return Field(name, default, read, write, low=low, high=high)


def spot(name: str, high: int) -> Field:
    """A point of a picture as `x,y`, each from 0 to high, or None."""

    def read(text: str) -> tuple[int, int]:
        x, comma, y = text.partition(",")
        if not comma:
            raise ValueError(f"{name} = “{text[:20]}” is not a point such as 112,80")
        return _whole(name, x, 0, high), _whole(name, y, 0, high)

    return Field(name, None, read, lambda value: f"{value[0]},{value[1]}" if value else "none")


def _whole(name: str, text: str, low: int, high: int) -> int:
    digits = text.removeprefix("-")
    if not (digits.isascii() and digits.isdigit() and len(text) < 10):
        raise ValueError(f"{name} = “{text[:20]}” is not a whole number")
    if not low <= int(text) <= high:
        raise ValueError(f"{name} = {text} is outside {low} to {high}")
    return int(text)


def parse(fields: Mapping[str, Field], params: Mapping[str, str]) -> tuple[dict[str, Any], list[str]]:
    """Values of all fields from URL parameters, and a sentence for each that was dropped.

    >>> parse({"size": integer("size", 32, 8, 96)}, {"size": "9999"})
    ({'size': 32}, ['size = 9999 is outside 8 to 96; 32 is used instead'])
    """
    values, dropped = {}, []
    for name, field in fields.items():
        values[name] = field.default
        if name in params:
            try:
                values[name] = field.read(params[name])
            except ValueError as error:
                dropped.append(
                    f"{error}; {field.default_words or field.write(field.default)} is used instead"
                )
    return values, dropped


def address(fields: Mapping[str, Field], values: Mapping[str, Any]) -> dict[str, str]:
    """The URL parameters of these values; defaults are left out, so that links stay short."""
    return {n: f.write(values[n]) for n, f in fields.items() if values[n] != f.default}


class View:
    """The state of one lesson in one session: `view["size"]`, `view.update(size=48)`, `view.publish()`.

    A widget takes `key=view.key(name)` and starts from `view[name]`, every run anew: a value that is only set
    through the session state can be overtaken by the widget's own start value while the page loads.
    `revision` counts how often the values came from outside the picture (a link, the back button, a
    reset), so that a component knows when to follow.
    """

    def __init__(self, slug: str, fields: tuple[Field, ...]) -> None:
        self.slug = slug
        self.fields = {field.name: field for field in fields}
        fresh = dict(_FRESH, values={}, drawn=set(), linked=set())
        self._memory = st.session_state.setdefault(f"view/{slug}", fresh)
        arrived = st.session_state.get("view/page") != slug
        st.session_state["view/page"] = slug
        if arrived:
            self._memory["drawn"].clear()
        self.collect()
        if arrived:
            self._memory["dropped"] = []
        self.forget_dropped()
        if self._url_leads(arrived):
            values, self._memory["dropped"] = parse(self.fields, self._url())
            self._memory["shown"] = None
            self.update(**values)
            self._memory["linked"] = set(self._url())
            self._memory["revision"] += 1

    @property
    def values(self) -> dict[str, Any]:
        values: dict[str, Any] = self._memory["values"]
        return values

    @property
    def dropped(self) -> list[str]:
        """A sentence for each value of the link that makes no sense.

        They stay until the learner changes something: a page that waits for an answer runs several times by itself,
        and may break a run off before it publishes.
        """
        sentences: list[str] = self._memory["dropped"]
        return sentences

    def forget_dropped(self) -> bool:
        """Let go of the sentences on the link if the learner has changed something since; whether there were any."""
        if not self._memory["dropped"] or self._memory["shown"] in (None, self.values):
            return False
        self._memory["dropped"] = []
        return True

    @property
    def revision(self) -> int:
        return int(self._memory["revision"])

    def __getitem__(self, name: str) -> Any:
        return self.values[name]

    def is_linked(self, name: str) -> bool:
        """Whether the value came with a link and nobody has chosen another since."""
        return name in self._memory["linked"]

    def key(self, name: str) -> str:
        """The session key for the widget that holds this field and is drawn now."""
        self._memory["drawn"].add(name)
        return self._key(name)

    def update(self, **values: Any) -> None:
        """Set values; only before their widgets are drawn, so from a callback or on opening."""
        self.values.update(values)
        self._memory["linked"] -= values.keys()
        for name in self._memory["drawn"] & values.keys():
            st.session_state[self._key(name)] = values[name]

    def settle(self, **values: Any) -> None:
        """As `update`, for what the page puts right by itself: the words on the link stay."""
        self.update(**values)
        if self._memory["shown"] is not None:
            self._memory["shown"].update(values)

    def place(self, **values: Any) -> None:
        """Set values from outside the picture, so that a component follows them; a callback."""
        self.update(**values)
        self._memory["revision"] += 1

    def reset(self) -> None:
        """Back to the defaults of every field; a callback."""
        self.place(**{name: field.default for name, field in self.fields.items()})

    def publish(self, **others: str) -> None:
        """Write the URL of this view; `others` are parameters that belong to the whole app."""
        own = address(self.fields, self.values)
        if st.query_params.to_dict() != own | others:
            st.query_params.from_dict(own | others)
        self._memory["shown"] = dict(self.values)

    def _url(self) -> dict[str, str]:
        return {name: text for name, text in st.query_params.to_dict().items() if name in self.fields}

    def _key(self, name: str) -> str:
        return f"{self.slug}/{name}"

    def collect(self) -> None:
        """Take what the learner set in the widgets; for a fragment, which runs without the rest of the page."""
        for name in self._memory["drawn"]:
            held = st.session_state.get(self._key(name), self.values[name])
            if held != self.values[name]:
                self.values[name] = held
                self._memory["linked"].discard(name)

    def _url_leads(self, arrived: bool) -> bool:
        """Whether the URL decides now: on arrival by a link, and after the browser's back button.

        Every rerun carries the URL that the browser had when it was sent, which may be the one from before our last
        `publish`; so another URL alone says nothing.
        """
        if not self.values:
            return True
        return bool(self._url()) if arrived else _went_back()


def _went_back() -> bool:
    """Whether this run answers the browser's back or forward button."""
    context = get_script_run_ctx()
    return context is not None and context.is_history_navigation
