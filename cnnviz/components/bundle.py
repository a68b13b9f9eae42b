"""A component's folder becomes the three strings that `st.components.v2.component` takes.

The folder holds `main.js` with the one default export, its sibling modules, and any `.css` and
`.html` files. Streamlit takes a component's script as one string, so the modules are joined in the order of
their imports. A module is written `export function ...` or `export const ...` and imported by name
from a sibling (`import { a, b } from "./x.js";`) or from another component's folder (`"../pooling/x.js"`); nothing
else is needed, and nothing else is allowed. A style sheet takes in another's with `@import "../pooling/x.css";`, a
page with `<!-- @import "../pooling/x.html" -->`. What several components need is in `shared/`.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from cnnviz.palette import css_variables

IMPORT = re.compile(r'^import\s*\{([^}]*)\}\s*from\s*"(\./|\.\./\w+/)([\w.]+)";\n', re.MULTILINE)
TAKEN_IN = re.compile(
    r'^(?:@import "\.\./(\w+/\w+\.css)";| *<!-- @import "\.\./(\w+/\w+\.html)" -->)\n', re.MULTILINE
)
EXPORT = re.compile(r"^export (?!default\b)", re.MULTILINE)
TOP_LEVEL = re.compile(
    r"^(?:export )?(?:default )?(?:async )?(?:const|let|function|class)\*? ([\w$]+)", re.MULTILINE
)


@dataclass(frozen=True)
class Bundle:
    """What `st.components.v2.component` wants, each as one string."""

    html: str
    css: str
    js: str


def bundle(folder: Path) -> Bundle:
    """Join the files of `folder`; the palette's colours head the CSS, under `:host`.

    Raises:
        ValueError: if modules import each other in a circle, import what a sibling does not export,
            rename what they import, or if two of them give one name to different things.
    """
    css = "".join(_whole(path) for path in sorted(folder.glob("*.css")))
    html = "".join(_whole(path) for path in sorted(folder.glob("*.html")))
    return Bundle(html, f":host {{\n{css_variables()}\n}}\n{css}", join_modules(folder, "main.js"))


def _whole(path: Path) -> str:
    """A style sheet or a page with what it takes in from other folders."""
    return TAKEN_IN.sub(
        lambda found: _whole(path.parents[1] / (found[1] or found[2])), path.read_text("utf-8")
    )


def join_modules(folder: Path, entry: str) -> str:
    """The ES modules reachable from `entry` as one module, every module after those it imports."""
    joined: dict[str, str] = {}
    _visit(folder, folder / entry, joined, path=())
    owner: dict[str, str] = {}
    for name, source in joined.items():
        for word in TOP_LEVEL.findall(source):
            if word in owner:
                raise ValueError(f"{owner[word]} and {name} both define {word}: joined, they would collide.")
            owner[word] = name
    return "".join(f"// {name}\n{EXPORT.sub('', source)}" for name, source in joined.items())


def _visit(folder: Path, file: Path, joined: dict[str, str], path: tuple[str, ...]) -> str:
    """Join `file` after what it imports; gives the name it goes by, with its folder if that is another."""
    name = file.name if file.parent == folder else f"{file.parent.name}/{file.name}"
    if name in path:
        raise ValueError(f"Modules import each other in a circle: {' -> '.join((*path, name))}.")
    if name in joined:
        return name
    source = file.read_text("utf-8")
    for words, where, wanted in IMPORT.findall(source):
        home = file.parent if where == "./" else file.parents[1] / where[3:-1]
        sibling = _visit(folder, home / wanted, joined, (*path, name))
        for word in (part.strip() for part in words.split(",")):
            if word and not re.search(rf"^export .*?\b{re.escape(word)}\b", joined[sibling], re.MULTILINE):
                raise ValueError(f"{name} imports {word}, which {sibling} does not export under that name.")
    joined[name] = IMPORT.sub("", source)
    return name
