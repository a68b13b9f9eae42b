"""Mounts only the occlusion lesson's linked view, on made-up values: `streamlit run` this file."""

import base64
import io
import math

import numpy as np
import streamlit as st
from PIL import Image, ImageDraw

from cnnviz.components.occlusion_view import occlusion_data, occlusion_view

SIDE = 224
TITLES = (
    "tabby", "Egyptian cat", "tiger cat", "lynx", "window screen", "quilt", "carton", "washbasin, handbasin",
    "<b>Persian cat</b>", "tiger", "wood rabbit", "fox squirrel", "hamper", "doormat", "bath towel", "plastic bag",
    "wallaby", "hare", "mongoose", "meerkat",
)  # fmt: skip
TARGET = 0


def made_up_picture() -> Image.Image:
    """A round face with two eyes on a ground of soft colours, so that crops can be told apart."""
    y, x = np.mgrid[0:SIDE, 0:SIDE] / SIDE
    pixels = np.stack(
        [120 + 90 * np.sin(3 * x + y), 110 + 70 * np.cos(4 * y), 90 + 80 * np.sin(5 * x * y)], -1
    )
    image = Image.fromarray(pixels.astype(np.uint8))
    draw = ImageDraw.Draw(image)
    draw.ellipse((60, 50, 170, 170), fill=(214, 160, 96), outline=(90, 60, 30), width=4)
    for left in (85, 125):
        draw.ellipse((left, 85, left + 22, 112), fill=(250, 245, 200), outline=(40, 30, 20), width=3)
        draw.ellipse((left + 8, 90, left + 14, 108), fill=(20, 20, 20))
    return image


def address(image: Image.Image) -> str:
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return "data:image/png;base64," + base64.b64encode(buffer.getvalue()).decode("ascii")


def chances(size: int, corners: list[int], mess: float = 0) -> np.ndarray:
    """(R, C, classes): the face's centre carries the target; elsewhere a smooth field picks the labels, and noise."""
    generator = np.random.default_rng(7)
    y, x = np.meshgrid(np.array(corners) + size / 2, np.array(corners) + size / 2, indexing="ij")
    waves = generator.normal(size=(len(TITLES), 4))
    logits = np.stack(
        [a * np.sin(x / 30 + 3 * b) + c * np.cos(y / 30 + 3 * d) for a, b, c, d in waves], axis=-1
    )
    logits[..., TARGET] += 3.2 - 4.5 * np.exp(-((x - 115) ** 2 + (y - 105) ** 2) / 1500)
    logits += mess * generator.normal(size=logits.shape)
    powers = np.exp(1.4 * logits)
    shares: np.ndarray = powers / powers.sum(-1, keepdims=True)
    return shares


def order(count: int) -> list[int]:
    """Positions of a count x count grid from coarse to fine, row by row."""
    step = 2 ** math.ceil(math.log2(count))
    grid = [(r, c) for r in range(count) for c in range(count)]
    return [r * count + c for r, c in sorted(grid, key=lambda p: -math.gcd(p[0] or step, p[1] or step, step))]


def sums(size: int, corners: list[int]) -> np.ndarray:
    """(R, C) the sum of a map that sees the face: 300 where it is free, least where the occluder is on it."""
    y, x = np.meshgrid(np.array(corners) + size / 2, np.array(corners) + size / 2, indexing="ij")
    fallen: np.ndarray = 300 - 220 * np.exp(-((x - 115) ** 2 + (y - 105) ** 2) / 1500)
    return fallen


def projection() -> dict[str, object]:
    """The face's outline as a projection, and another photo's."""
    image = Image.new("RGB", (SIDE, SIDE), (128, 128, 128))
    ImageDraw.Draw(image).ellipse((60, 50, 170, 170), outline=(230, 150, 40), width=3)
    pair = {"picture": address(image.resize((60, 60))), "patch": address(made_up_picture().resize((60, 60)))}
    others = [{"title": f"photo {k}", "value": 3.0 + k, **pair} for k in range(6)]
    others.append({"title": "still to come", "value": None, "picture": None, "patch": None})
    return {
        "picture": address(image),
        "box": [40, 50, 180, 200],
        "words": "Its strongest unit (row 6, column 7): 4.2. Purple: all that it sees.",
        "note": "What makes the map strongest in each photo.",
        "others": others,
    }


def demo_data(size: int, stride: int, done: int, mess: float = 0, shape: str = "square") -> dict[str, object]:
    corners = list(range(0, SIDE - size + 1, stride))
    values = chances(size, corners, mess).reshape(-1, len(TITLES))
    known = np.zeros(len(values), bool)
    known[order(len(corners))[:done]] = True
    best = np.argsort(-values, axis=1)[:, :5]
    clean = values[0] * 0.9
    clean[TARGET] = 0.41
    first = np.argsort(-clean)[:5]
    return occlusion_data(
        picture=address(made_up_picture()),
        covered=address(Image.new("RGB", (SIDE, SIDE), (128, 128, 128))),
        side=SIDE,
        size=size,
        rows=corners,
        columns=corners,
        probability=np.where(known, values[:, TARGET], np.nan).tolist(),
        label=np.where(known, best[:, 0], -1).tolist(),
        top_labels=best.tolist(),
        top_probabilities=np.take_along_axis(values, best, axis=1).tolist(),
        titles=TITLES,
        clean={int(c): float(clean[c]) for c in first},
        target=TARGET,
        order=order(len(corners)),
        done=int(known.sum()),
        state="done" if known.all() else "running",
        shape=shape,
        activation={
            "title": "conv5, map 17",
            "clean": 280.0,
            "values": np.where(known, sums(size, corners).ravel(), np.nan).tolist(),
        },
        projection=projection(),
        relation="r = 0.93 over all positions.",
    )


def main() -> None:
    st.set_page_config(layout="wide")
    question = st.query_params
    size, stride = int(question.get("size", 32)), int(question.get("stride", 8))
    present = question.get("present") == "1"
    if not present:
        st.sidebar.write("Made-up values")
    total = ((SIDE - size) // stride + 1) ** 2
    st.session_state.setdefault("done", int(question.get("done", total)))
    if st.button("Compute more"):
        st.session_state.done = min(total, st.session_state.done + total // 4)

    @st.fragment(run_every=0.4 if question.get("grow") else None)
    def view() -> None:
        if question.get("grow"):
            st.session_state.done = min(total, st.session_state.done + total // 12)
        data = demo_data(
            size,
            stride,
            st.session_state.done,
            float(question.get("mess", 0)),
            question.get("shape", "square"),
        )
        x, _, y = question.get("pin", "").partition(",")
        pin = (int(x), int(y)) if y else None
        occlusion_view(data, key="view", present=present, pin=pin, revision=1)
        st.text(f"pin: {st.session_state['view'].get('pin')}")

    view()
    st.write("Below the view")


if __name__ == "__main__":
    main()
