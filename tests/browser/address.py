"""What stands in the address bar, which a browser test waits for."""

from urllib.parse import parse_qs, urlparse

from playwright.sync_api import Page


def parameters(page: Page) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlparse(page.url).query).items()}


def expect_parameter(page: Page, name: str, value: str | None) -> None:
    """Wait until the parameter has that value; None: until it is not in the address."""
    wanted = "null" if value is None else f"'{value}'"
    page.wait_for_function(f"new URLSearchParams(location.search).get('{name}') === {wanted}")
