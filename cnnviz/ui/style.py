"""The page's own CSS: the palette as variables, calm spacing, and the presenter view."""

from functools import cache

import streamlit as st

from cnnviz.palette import ROLES, css_variables

_PAGE = """
.stMainBlockContainer { padding: 1.1rem 3rem 4rem 2.5rem; max-width: 1500px; }
.stAppHeader { background: transparent; }
.stAppHeader, .stAppHeader * { pointer-events: none; }
.stAppHeader :is(button, a, button *, a *) { pointer-events: auto; } /* its empty boxes lie over our toolbar */
.stSidebar a:focus-visible { outline: 2px solid var(--cv-input); outline-offset: -2px; } /* Streamlit's own is a breath of gray */
.stStatusWidget { display: none; } /* its "Stop" breaks the script off; long work has a button of its own */
.cv-question { font-size: 1.08rem; line-height: 1.45; max-width: 62rem; margin: 0; }
.stMainBlockContainer h1 { font-size: 1.7rem; padding: 0.2rem 0; }
.stMainBlockContainer h3 { font-size: 1.3rem; padding-top: 1.2rem; }
.stApp [data-testid="stCaptionContainer"] { opacity: 1; color: color-mix(in srgb, currentcolor 76%, transparent); }
.stApp :is(.stButton, .stDownloadButton, .stPopover, .stFormSubmitButton, .stCheckbox) .stMarkdownEllipsis :is(p, div) { white-space: normal; text-wrap: balance; }
.stApp .stPlotlyChart :is(.xtitle, .ytitle) { fill: var(--cv-padding-text) !important; }
.cv-emblem { display: block; height: 4.6rem; max-width: 100%; }
[class*="st-key-card-"] { position: relative; }
[class*="st-key-card-"]:hover { border-color: var(--cv-input); }
[class*="st-key-card-"] :is(div, a) { position: static; }
[class*="st-key-card-"] [data-testid="stPageLink-NavLink"] { padding-inline: 0; background: none; }
[class*="st-key-card-"] [data-testid="stPageLink-NavLink"] p { font-size: 1.05rem; }
[class*="st-key-card-"] [data-testid="stPageLink-NavLink"]::after { content: ""; position: absolute; inset: 0; } /* all of the card is the link */
/* The button for a picture of one's own stands beside the list's label. Where the column is too narrow for both, below the list. */
.stColumn:has(.st-key-own-picture) { position: relative; container-type: inline-size; }
@container (min-width: 10.5rem) {
  [data-testid="stLayoutWrapper"]:has(> .st-key-own-picture) { position: absolute; top: 0; right: 0; width: auto; z-index: 1; }
  .st-key-own-picture { width: auto; }
  .st-key-own-picture button { min-height: 0; padding: 0; line-height: 1.5rem; color: var(--cv-input-text); translate: -2px -3px; }
}
.st-key-occlusion-progress { min-height: 4.6rem; } /* two lines and the buttons: the maps below stay where they are */
.stMarkdown p, .stMarkdown li { max-width: 30em; } /* some 70 characters */
.stMarkdown div:has(> table) { max-width: 100%; overflow-x: auto; }
.stMainBlockContainer :is(td, .cv-number) { font-variant-numeric: tabular-nums; }
.katex-display { margin: 0.2rem 0; overflow-x: auto; overflow-y: hidden; padding: 0.2rem 0; }
.katex-display, .katex-display > .katex { text-align: left; }
.stMarkdown div:has(> div > .katex-display) { align-items: flex-start; margin-inline: 0 auto; }
.stApp [kind^="primary"] p { color: light-dark(#fff, #12161b); } /* white on the dark theme's light blue is not read */
[data-testid="stButtonGroup"] [role="radiogroup"] { flex-wrap: wrap; }
@media (max-width: 900px) {
  .stMainBlockContainer { padding-left: 1.2rem; } /* on the right is the menu */
  [class*="st-key-abreast"] .stHorizontalBlock { gap: 0.8rem; }
  [class*="st-key-abreast"] .stColumn { min-width: calc(33.3% - 0.55rem); flex: 0 1 calc(33.3% - 0.55rem); }
  [class*="st-key-abreast"] .stColumn:not(:has(.stElementContainer)) { display: none; } /* only there to keep a place free */
}
@media (max-width: 640px) {
  .stMainBlockContainer { padding: 3.2rem 1rem 3rem; }
  .stMainBlockContainer h1 { font-size: 1.5rem; }
  /* On a phone controls stand two abreast, so that the picture is not far below them. */
  [class*="st-key-abreast"] .stColumn { min-width: calc(50% - 0.5rem); flex: 1 1 calc(50% - 0.5rem); }
  .stHorizontalBlock { row-gap: 0.9rem; } /* what stood side by side stands one below the other, and belongs together */
  .stMarkdown .katex-display { font-size: 0.83em; }
  .stMarkdown table { font-size: 0.8rem; line-height: 1.3; }
  .stMarkdown :is(th, td) { padding: 0.3rem 0.35rem; }
  .stMarkdown td:first-child { overflow-wrap: anywhere; min-width: 4rem; }
}
"""

# Streamlit's own are too faint on white (2.6 : 1 for a number).
_CODE = """
.stCode .token:is(.comment, .punctuation, .operator) { color: var(--cv-padding-text) !important; }
.stCode .token:is(.keyword, .builtin) { color: var(--cv-input-text) !important; }
.stCode .token:is(.number, .boolean) { color: var(--cv-field-text) !important; }
.stCode .token:is(.string, .triple-quoted-string) { color: var(--cv-output-text) !important; }
.stCode .token.class-name { color: var(--cv-window-text) !important; }
.stCode .token.function { color: inherit !important; font-weight: 600; }
"""

_PRESENT = """
@media (min-width: 901px) { html { font-size: 22px; } } /* a link to it that is opened on a phone must fit there */
.stSidebar, [data-testid="stExpandSidebarButton"] { display: none !important; }
.stMainBlockContainer { max-width: none; padding: 0.6rem 3rem 3rem 2rem; }
.stMainBlockContainer h1 { font-size: 1.5rem; }
.cv-question { max-width: 60rem; }
@media (min-width: 901px) and (max-height: 800px) { .cv-question { display: none; } } /* the speaker says it; the picture needs the room */
@media (max-width: 640px) { .stMainBlockContainer { padding-inline: 1rem; } }
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


@cache
def _style(presenting: bool) -> str:
    """All of the CSS, the same for everybody."""
    rules = f".stApp {{ {css_variables()} }}\n{_latex_follows_theme()}\n{_PAGE}{_CODE}"
    return f"<style>{rules}{_PRESENT if presenting else ''}</style>"


def draw_style(presenting: bool) -> None:
    """Put the CSS into the page."""
    st.html(_style(presenting))
