"""A page of paper as HTML: one file that asks nobody for anything, and reads as well printed as on a screen."""

import base64
import html
from collections.abc import Iterable, Sequence

STYLE = """
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { font: 11pt/1.45 "Source Sans 3", "Segoe UI", "Helvetica Neue", Arial, sans-serif; color: #1b2430;
  background: #fff; margin: 0 auto; padding: 2.2rem 1.4rem 4rem; max-width: 50rem; }
h1 { font-size: 1.7rem; line-height: 1.2; margin: 0 0 .3rem; text-wrap: balance; }
h2 { font-size: 1.2rem; margin: 2rem 0 .5rem; border-bottom: 2px solid #33475b; padding-bottom: .15rem; }
h3 { font-size: 1rem; margin: 1.3rem 0 .3rem; }
p, ul { margin: .4rem 0; }
.answer { font-size: 1.25rem; font-weight: 650; line-height: 1.3; text-wrap: balance; }
.badge { display: inline-block; border: 1.5px solid currentColor; border-radius: 1rem; padding: 0 .6rem;
  font-size: .85rem; font-weight: 650; }
.quiet { color: #4a5561; font-size: .88rem; }
.wrong { border-left: 4px solid #b3261e; padding-left: .7rem; font-weight: 650; }
figure { margin: .8rem 0 1.2rem; }
figure img { width: 100%; height: auto; }
figcaption { color: #4a5561; font-size: .8rem; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .86rem; font-variant-numeric: tabular-nums; }
th { text-align: left; font-size: .78rem; color: #4a5561; vertical-align: bottom; padding: .2rem .5rem .2rem 0; }
td { border-top: 1px solid #d5dbe1; padding: .22rem .5rem .22rem 0; vertical-align: top; }
td.shown { font-weight: 700; }
td.number { white-space: nowrap; }
@page { size: A4; margin: 16mm 15mm 18mm; }
@media print {
  body { font-size: 9.5pt; padding: 0; max-width: none; }
  h2, h3 { break-after: avoid; }
  figure, tr { break-inside: avoid; }
  thead { display: table-header-group; }
  .scroll { overflow: visible; }
  a { color: inherit; text-decoration: none; }
}
"""

Cell = str | tuple[str, str]
"""Text, or text and the class of its cell: ``shown``, ``number``."""


def paper(language: str, title: str, body: Iterable[str]) -> str:
    """Return a whole document.

    Parameters
    ----------
    language
        ``sv`` or ``en``.
    title
        Of the window.
    body
        HTML, one part after another.
    """
    policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
    return (
        f'<!DOCTYPE html>\n<html lang="{language}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{html.escape(title)}</title><style>{STYLE}</style></head>\n<body>\n{chr(10).join(body)}\n"
        "</body></html>\n"
    )


def heading(text: str, level: int = 2) -> str:
    """Return a heading."""
    return f"<h{level}>{html.escape(text)}</h{level}>"


def paragraph(text: str, kind: str = "") -> str:
    """Return a paragraph; of a kind it looks so: ``answer``, ``quiet``, ``wrong``."""
    return f"<p{_class(kind)}>{html.escape(text)}</p>"


def badge(text: str) -> str:
    """Return a verdict in a frame."""
    return f'<p><span class="badge">{html.escape(text)}</span></p>'


def points(texts: Iterable[str]) -> str:
    """Return a list."""
    return f"<ul>{''.join(f'<li>{html.escape(one)}</li>' for one in texts)}</ul>"


def table(heads: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """Return a table; its heads stand again on every page of paper."""
    head = "".join(f'<th scope="col">{html.escape(one)}</th>' for one in heads)
    body = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in rows)
    return f'<div class="scroll"><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'


def picture(svg: str, says: str, caption: str) -> str:
    """Return a picture inside the file, with what it shows in words and what it was made from."""
    inside = base64.b64encode(svg.encode()).decode()
    source = f"data:image/svg+xml;base64,{inside}"
    image = f'<img src="{source}" alt="{html.escape(says)}">'
    return f"<figure>{image}<figcaption>{html.escape(caption)}</figcaption></figure>"


def _cell(cell: Cell) -> str:
    text, kind = (cell, "") if isinstance(cell, str) else cell
    return f"<td{_class(kind)}>{html.escape(text)}</td>"


def _class(kind: str) -> str:
    return f' class="{kind}"' if kind else ""
