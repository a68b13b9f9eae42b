"""The page's own CSS: the palette as variables, calm spacing, and the presenter view."""

import streamlit as st

from cnnviz.palette import ROLES, css_variables

_PAGE = """
.stMainBlockContainer { padding: 1.1rem 3rem 4rem 2.5rem; max-width: 1500px; }
.stAppHeader { background: transparent; }
.stAppHeader, .stAppHeader * { pointer-events: none; }
.stAppHeader :is(button, a, button *, a *) { pointer-events: auto; } /* its empty boxes lie over our toolbar */
.cv-question { font-size: 1.08rem; line-height: 1.45; max-width: 62rem; margin: 0; }
.stMainBlockContainer h1 { font-size: 1.7rem; padding: 0.2rem 0; }
.stMainBlockContainer h3 { font-size: 1.3rem; padding-top: 1.2rem; }
.stMarkdown p, .stMarkdown li { max-width: 46rem; }
.stMarkdown div:has(> table) { max-width: 100%; overflow-x: auto; }
.stMainBlockContainer :is(td, .cv-number) { font-variant-numeric: tabular-nums; }
.katex-display { margin: 0.2rem 0; overflow-x: auto; overflow-y: hidden; padding: 0.2rem 0; }
.katex-display, .katex-display > .katex { text-align: left; }
.stMarkdown div:has(> div > .katex-display) { align-items: flex-start; margin-inline: 0 auto; }
@media (max-width: 640px) {
  .stMainBlockContainer { padding: 3.2rem 1rem 3rem; }
  .stMainBlockContainer h1 { font-size: 1.5rem; }
}
"""

_PRESENT = """
html { font-size: 22px; }
.stSidebar, [data-testid="stExpandSidebarButton"] { display: none !important; }
.stMainBlockContainer { max-width: none; padding: 0.6rem 3rem 3rem 2rem; }
.stMainBlockContainer h1 { font-size: 1.5rem; }
.cv-question, .stMarkdown p, .stMarkdown li { max-width: 60rem; }
"""


def latex(role: str, inner: str) -> str:
    """LaTeX in the colour of a role, as in the picture.

    The shade written here is the one for light backgrounds; `draw_style` lets it follow the theme.
    """
    return rf"\textcolor{{{ROLES[role].light_text}}}{{{inner}}}"


def _latex_follows_theme() -> str:
    """The browser rewrites the colour of a formula's term as rgb(...), so that is what to look for."""
    rules = []
    for name, role in ROLES.items():
        red, green, blue = bytes.fromhex(role.light_text[1:])
        painted = f"rgb({red}, {green}, {blue})"
        rules.append(f'.katex [style*="{painted}"] {{ color: var(--cv-{name}-text) !important; }}')
    return "\n".join(rules)


def draw_style(presenting: bool) -> None:
    """Put the CSS into the page."""
    rules = f".stApp {{ {css_variables()} }}\n{_latex_follows_theme()}\n{_PAGE}"
    st.html(f"<style>{rules}{_PRESENT if presenting else ''}</style>")
