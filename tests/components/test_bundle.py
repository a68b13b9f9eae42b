"""Joining a component's modules into the one script that Streamlit takes."""

from pathlib import Path

import pytest

from cnnviz.components.bundle import bundle, join_modules


def write(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        (folder / name.replace("_", ".")).write_text(text, "utf-8")
    return folder


def test_modules_follow_what_they_import_and_come_once(tmp_path: Path) -> None:
    write(
        tmp_path,
        main_js='import { a } from "./a.js";\nimport {\n  b,\n} from "./b.js";\nexport default () => {};\n',
        a_js='import { b } from "./b.js";\nexport const a = () => b + 1;\n',
        b_js="export const b = 1;\n",
    )
    assert join_modules(tmp_path, "main.js") == (
        "// b.js\nconst b = 1;\n// a.js\nconst a = () => b + 1;\n// main.js\nexport default () => {};\n"
    )


def test_a_circle_is_named(tmp_path: Path) -> None:
    write(
        tmp_path,
        main_js='import { a } from "./a.js";\nexport const m = 1;\n',
        a_js='import { m } from "./main.js";\nexport const a = 1;\n',
    )
    with pytest.raises(ValueError, match=r"main\.js -> a\.js -> main\.js"):
        join_modules(tmp_path, "main.js")


@pytest.mark.parametrize("wanted", ["gone", "a as b"])
def test_an_import_that_joining_would_break_is_refused(tmp_path: Path, wanted: str) -> None:
    write(tmp_path, main_js=f'import {{ {wanted} }} from "./a.js";\n', a_js="export const a = 1;\n")
    with pytest.raises(ValueError, match="does not export"):
        join_modules(tmp_path, "main.js")


def test_one_name_in_two_modules_is_refused(tmp_path: Path) -> None:
    write(
        tmp_path,
        main_js='import { a } from "./a.js";\nconst helper = 1;\n',
        a_js="function helper() {}\nexport const a = 1;\n",
    )
    with pytest.raises(ValueError, match=r"a\.js and main\.js both define helper"):
        join_modules(tmp_path, "main.js")


def test_the_palette_heads_the_css(tmp_path: Path) -> None:
    write(tmp_path, main_js="export default () => {};\n", x_css=".x {}\n", x_html="<p></p>\n")
    made = bundle(tmp_path)
    assert made.html == "<p></p>\n"
    assert made.css.startswith(":host {\n--cv-input: light-dark(")
    assert made.css.endswith("}\n.x {}\n")


def test_modules_and_styles_of_another_folder_are_joined_once(tmp_path: Path) -> None:
    shared, own = tmp_path / "shared", tmp_path / "own"
    shared.mkdir()
    own.mkdir()
    write(
        shared,
        tool_js='import { b } from "./b.js";\nexport const tool = b;\n',
        b_js="export const b = 1;\n",
        x_css=".x {}\n",
    )
    write(
        own,
        main_js='import { tool } from "../shared/tool.js";\nimport { b } from "../shared/b.js";\nconst m = b;\n',
        y_css='@import "../shared/x.css";\n.y {}\n',
    )
    made = bundle(own)
    assert made.js == (
        "// shared/b.js\nconst b = 1;\n// shared/tool.js\nconst tool = b;\n// main.js\nconst m = b;\n"
    )
    assert made.css.endswith("}\n.x {}\n.y {}\n")


def test_a_page_takes_in_a_part_of_another_folder(tmp_path: Path) -> None:
    shared, own = tmp_path / "shared", tmp_path / "own"
    shared.mkdir()
    own.mkdir()
    write(shared, bar_html="<p>bar</p>\n")
    write(
        own,
        main_js="export default () => {};\n",
        y_html='<div>\n  <!-- @import "../shared/bar.html" -->\n</div>\n',
    )
    assert bundle(own).html == "<div>\n<p>bar</p>\n</div>\n"


@pytest.mark.parametrize("name", ["mounting.js", "base.css", "player.html"])
def test_what_is_shared_is_not_written_again(name: str) -> None:
    """The line that tells each shared file apart is in no component's own files."""
    telling = {"mounting.js": "new WeakMap()", "base.css": "--quiet:", "player.html": 'class="scrub"'}[name]
    components = Path(bundle.__code__.co_filename).parent
    found = [path.parent.name for path in components.glob("*/*.*") if telling in path.read_text("utf-8")]
    assert "shared" in found
    assert set(found) <= {"shared", "toolbar", "occlusion_view"}
