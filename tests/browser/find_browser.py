"""Find a browser for the browser tests, or install one: `python -m tests.browser.find_browser`.

The order: CNNVIZ_BROWSER, a Chromium or Chrome that is there, Playwright's own, Debian's.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def installed_browser() -> str | None:
    """Path of a browser that is there already, or None."""
    named = os.environ.get("CNNVIZ_BROWSER")
    if named:
        return named
    for name in NAMES:
        path = shutil.which(name)
        if path:
            return path
    return _playwrights_own()


def _playwrights_own() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def install_browser() -> str | None:
    """Try Playwright's own Chromium, then Debian's package; the path, or None if neither worked."""
    attempts = [[sys.executable, "-m", "playwright", "install", "chromium"]]
    if shutil.which("apt-get"):
        sudo = [] if os.geteuid() == 0 else ["sudo", "-n"]
        attempts.append([*sudo, "apt-get", "update", "-qq"])
        attempts.append([*sudo, "apt-get", "install", "-y", "-qq", "chromium"])
    for command in attempts:
        print("Looking for a browser:", " ".join(command), flush=True)
        try:
            subprocess.run(command, check=False, timeout=600, stdout=subprocess.DEVNULL)
        except (OSError, subprocess.TimeoutExpired) as error:
            print(f"  that did not work: {error}", flush=True)
        found = installed_browser()
        if found:
            return found
    return None


def main() -> int:
    browser = installed_browser() or install_browser()
    if browser:
        print(f"Browser tests use {browser}")
        return 0
    print(
        "No browser was found and none could be installed: the browser tests can't run.\n"
        "Install Chromium or Chrome, or name one in CNNVIZ_BROWSER."
    )
    return 1 if os.environ.get("CI") else 0


if __name__ == "__main__":
    raise SystemExit(main())
