"""Sentences of lesson C2: what each view shows, what each method does, what happened on the way down."""

from collections.abc import Sequence

SHOWS = {
    "strongest": "Strongest maps",
    "wall": "All maps of the layer",
    "top": "Top 9 of many pictures",
    "methods": "Three methods",
    "down": "The way down",
    "random": "Trained and untrained",
}

METHODS = {
    "deconvnet": "Deconvnet",
    "guided": "Guided",
    "gradient": "Gradient",
}

TRY = {
    "strongest": "**Try:** name the part of the photo that a map likes, from its projection alone; then look at the patch. Go from layer to "
    "layer: from which one on is it a thing rather than a line or a colour? Does the same map like the same thing in another photo?",
    "wall": "**Try:** find two maps that draw the same part of the photo. Some tiles are empty: these maps are silent on this photo. Take "
    "another photo: which ones wake up?",
    "top": "**Try:** say in one word what the nine patches of a map have in common. Then compare their projections: the "
    "patches differ in what does not matter to the map, the projections hardly do.",
    "methods": "**Try:** which of the six pictures would you show to somebody who asks what this unit saw? Which of them shows the photo even "
    "where the unit cannot care? Then look at the same six for an untrained network.",
    "down": "**Try:** step through it. Which step makes the signal larger, which one makes it sparse? At the unpooling, look at how many "
    "values there are before and after. Turn the switches off and go down again.",
    "random": "**Try:** cover the lower pictures with your hand and say what the network has learned. Then look at the lower ones: what "
    "they show, too, has not been learned. Draw other random weights; go to a higher and a lower layer.",
}

WHY = {
    "methods": "**Which signal the ReLU gates.** On the way up a ReLU lets x pass where x > 0. The *gradient* remembers that gate: it lets the "
    "signal pass where the input was positive, whatever the signal's sign, so what would have made the unit fire more and what would have made it "
    "fire less are mixed. The *deconvnet* forgets that gate and rectifies the signal itself: only what speaks for the unit goes on, "
    "through places that were silent as well. *Guided backpropagation* asks for both, and gives the cleanest lines. In all three "
    "max pooling's switches carry the places. Without them a value goes to the middle of its window: the outlines "
    "break up, since a picture's details lived in the switches, not in the unit.",
    "random": "**What a network that learned nothing shows.** Its filters are random numbers, its switches and gates are not: they come from the "
    "photo. So its projections follow the photo's edges and textures, too, and a picture that looks like the patch proves little by "
    "itself. What is learned is the choice: a trained map answers to one kind of thing wherever it is, leaves out the rest, and the same "
    "thing turns up in its nine strongest patches. Adebayo et al. (2018) made this comparison a test for such pictures; Nie et al. "
    "(2018) show why guided backpropagation nearly copies the photo.",
    "top": "**Reading it.** This is figure 2 of the paper: for each map its nine strongest activations, one per picture, and each one "
    "sent down to the pixels. What the nine patches share is what the map answers to; what differs, it does not mind.",
}

NOTHING = (
    "The unit fires, and still nothing arrives at the pixels: on every way down some ReLU is closed. With guided backpropagation and the "
    "gradient this happens to the strongest units of a ReLU6, too: they stand at its ceiling of 6, where a little more input changes "
    "nothing. The deconvnet ignores that gate."
)


def unit_words(unit: Sequence[int], box: Sequence[int], activation: float, rank: int | None) -> str:
    """Which unit it is and where it looks, in one sentence.

    >>> unit_words((17, 3, 4), (20, 0, 95, 75), 8.3125, 0)
    'Map 17, the strongest on this picture: its strongest unit is at row 3, column 4, has the value 8.312, and sees rows 20 to 94, columns 0 to 74.'
    """
    of, row, column = unit
    top, left, bottom, right = box
    place = {None: "", 0: ", the strongest on this picture"}.get(
        rank, f", number {(rank or 0) + 1} by its strongest unit"
    )
    return (
        f"Map {of}{place}: its strongest unit is at row {row}, column {column}, has the value {activation:.4g}, and sees rows "
        f"{top} to {bottom - 1}, columns {left} to {right - 1}."
    )


_DONE = {
    "filter": "through the filters of {layers}, transposed: every value spreads over its window",
    "unpool": "unpooled at {layers}: every value goes to the place where its maximum was",
    "spread": "spread at {layers}: an average gives everybody the same share",
    "rectify": "rectified at {layers}",
    "normalise": "through the batch norm {layers}: every map is multiplied by its factor",
    "crop": "the padding of {layers} is cut off",
    "take apart": "the stack {layers} is taken apart",
    "pass to both": "the sum {layers} passes it to both of its inputs",
    "colour": "sorted into colours at {layers}",
    "pass": "passed on at {layers}",
}


def halt_words(
    steps: Sequence[str],
    layers: Sequence[str],
    before: tuple[int, int],
    after: tuple[int, int],
    switches: bool,
) -> str:
    """What was done to get to a stage; `before` and `after` are numbers of (positive, negative) values.

    >>> halt_words(("rectify",), ("relu3",), (300, 100), (300, 0), True)
    'Rectified at relu3: 300 values are positive and pass, 100 are negative and become 0.'
    """
    if not steps:
        return "One unit is kept, everything else in its layer is set to 0."
    parts = []
    for step in dict.fromkeys(steps):
        names = [layer for one, layer in zip(steps, layers, strict=True) if one == step and layer]
        words = _DONE[step].format(layers=" and ".join(dict.fromkeys(names)) or "this step")
        if step == "unpool" and not switches:
            words = words.replace("the place where its maximum was", "the middle of its window (no switches)")
        parts.append(words)
    says = "; then ".join(parts)
    says = says[0].upper() + says[1:]
    if tuple(steps) == ("rectify",):
        stopped = sum(before) - sum(after)
        if before[1] and not after[1]:
            says += f": {before[0]:,} values are positive and pass, {before[1]:,} are negative and become 0"
            if after[0] < before[0]:
                says = says.replace("are positive and pass", f"are positive, {after[0]:,} of them pass")
        else:
            says += f": {sum(after):,} of {sum(before):,} values pass, {stopped:,} become 0"
    elif steps != ("pass",):
        says += f"; {sum(before):,} values that are not 0 become {sum(after):,}"
    return says + "."
