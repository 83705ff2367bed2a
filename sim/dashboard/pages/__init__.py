"""The pages, in the order of the menu; each is a module here with ``show()``, or a folder with it in ``__init__``.

A new page is a module, a line in `PAGES` and its words in ``language/<language>/<page>.json`` with the key ``title``.
"""

PAGES = ("compare", "roster", "branches", "closures", "week", "day", "assumptions", "runs")
"""Names: of the module, of the catalogue, and of the page in the address. The first is the one that opens."""
