"""The printed numbers of a network next to ours."""

from cnnviz.architectures import ARCHITECTURES, NOTES, Published, build, infer, published

HEADER = ("what", "of", "printed", "ours", "", "source", "why")


def printed_words(value: int, step: int) -> str:
    """A printed number with the digits that it was printed with.

    >>> printed_words(60_000_000, 10**6), printed_words(6_800_000, 10**5), printed_words(114_688, 1024), printed_words(290_400, 1)
    ('60 M', '6.8 M', '112 K', '290,400')
    """
    for power, unit in ((10**9, "G"), (10**6, "M")):
        if value >= power and step >= power // 10 and step % 10 == 0:
            return f"{value / power:g} {unit}"
    if step in (1024, 102):
        return f"{value / 1024:.{0 if step == 1024 else 1}f} K"
    return f"{value / 1000:g} K" if step == 100 and value >= 1000 else f"{value:,}"


def printed_rows(name: str) -> list[tuple[str, ...]]:
    """All printed numbers of a network as published, as texts in the order of `HEADER`."""
    report = infer(build(name))
    return [_texts(entry, entry.ours(report)) for entry in published().get(name, ())]


def _texts(entry: Published, ours: int) -> tuple[str, ...]:
    unit = " px" if entry.quantity in ("size", "field") else ""
    what = {"field": "receptive field", "size": "side of the maps"}.get(entry.quantity, entry.quantity)
    return (
        what,
        entry.where or "the network",
        printed_words(entry.value, entry.step) + unit,
        f"{ours:,}{unit}",
        "agrees" if entry.agrees(ours) else "differs",
        entry.source,
        entry.note,
    )


def printed_summary(name: str) -> str:
    """How many of the printed numbers agree with ours, in a sentence."""
    rows = printed_rows(name)
    if not rows:
        return "No printed number of this variant is known to us; its relatives have theirs."
    differing = sum(row[4] == "differs" for row in rows)
    agreeing = len(rows) - differing
    tail = (
        f"; {differing} {'differs' if differing == 1 else 'differ'}, and the last column says why"
        if differing
        else ""
    )
    return f"{agreeing} of {len(rows)} printed numbers agree with ours, as far as their digits go{tail}."


def notes(name: str) -> tuple[str, ...]:
    """What to know about the network beside its numbers."""
    return NOTES.get(name, ())


def source_words(name: str) -> str:
    row = ARCHITECTURES[name]
    return f"[{row.source}]({row.link})"
