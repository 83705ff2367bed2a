"""The site builds without a warning, leads nowhere that is not there, and fetches nothing from elsewhere."""

import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

ROOT = Path(__file__).parents[2]
FETCHING = {"script": "src", "img": "src", "link": "href", "iframe": "src", "source": "src", "use": "href"}


def build_site(docs: Path, into: Path, **otherwise: list[str]) -> Path:
    """Build the pages of a folder with the configuration of the repository, some of it otherwise."""
    build(load_config(str(ROOT / "mkdocs.yml"), docs_dir=str(docs), site_dir=str(into), **otherwise))
    return into


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    return build_site(ROOT / "docs", tmp_path_factory.mktemp("site"))


class Page(HTMLParser):
    """What a page leads to, what it fetches, and the names of its places."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.fetched: list[str] = []
        self.places: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        self.places |= {said[name] for name in ("id", "name") if name in said}
        if tag == "a" and "href" in said:
            self.links.append(said["href"])
        if tag in FETCHING and FETCHING[tag] in said and said.get("rel") != "canonical":
            self.fetched.append(said[FETCHING[tag]])


def leading_nowhere(site: Path) -> list[str]:
    """Links and fetched files of a built site that are not in it; links to other servers are not followed."""
    pages = {path: Page(path.read_text(encoding="utf-8")) for path in site.rglob("*.html") if path.name != "404.html"}
    return [
        f"{path.name}: {link}"
        for path, page in pages.items()
        for link in [*page.links, *page.fetched]
        if not urlsplit(link).scheme and not urlsplit(link).netloc and not leads(link, path, pages)
    ]


def leads(link: str, path: Path, pages: dict[Path, Page]) -> bool:
    """Whether a link of a page leads to a file, and to a place that the file has."""
    parts = urlsplit(link)
    target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
    if target.is_dir():
        target /= "index.html"
    in_page = parts.fragment and target in pages
    return target.is_file() and (not in_page or unquote(parts.fragment) in pages[target].places)


def from_elsewhere(site: Path) -> list[str]:
    """Files of other servers that a browser would fetch to show a page: those of tags and those of style sheets."""
    found = []
    for path in site.rglob("*.html"):
        page = Page(path.read_text(encoding="utf-8"))
        found += [f"{path.name}: {url}" for url in page.fetched if urlsplit(url).netloc]
    for path in site.rglob("*.css"):
        imported = re.findall(r"(?:@import\s+|url\()[\"']?((?:https?:)?//[^\"')\s]+)", path.read_text(encoding="utf-8"))
        found += [f"{path.name}: {url}" for url in imported]
    return found


def test_the_site_leads_nowhere_that_is_not_there(site):
    assert (site / "index.html").is_file()
    assert leading_nowhere(site) == []


def test_the_site_fetches_nothing_from_elsewhere(site):
    assert from_elsewhere(site) == []


def test_what_a_built_page_gets_wrong_is_found(tmp_path):
    (tmp_path / "here.html").write_text(
        '<h1 id="top">x</h1><a href="here.html#top">a</a><a href="#top">b</a><a href="https://example.org/">c</a>'
        '<a href="gone.html">d</a><a href="here.html#bottom">e</a><img src="gone.png">'
        '<script src="https://cdn.example/x.js"></script><link href="//fonts.example/x.css">',
        encoding="utf-8",
    )
    (tmp_path / "x.css").write_text('@import "https://fonts.example/y";a{src:url(//fonts.example/z)}', encoding="utf-8")
    assert leading_nowhere(tmp_path) == ["here.html: gone.html", "here.html: here.html#bottom", "here.html: gone.png"]
    assert from_elsewhere(tmp_path) == [
        "here.html: https://cdn.example/x.js",
        "here.html: //fonts.example/x.css",
        "x.css: https://fonts.example/y",
        "x.css: //fonts.example/z",
    ]


@pytest.mark.parametrize(
    ("said", "others"),
    [
        ("[gone](gone.md)", ()),
        ("[gone](there.md#gone)", ()),
        ("![gone](pictures/gone.svg)", ()),
        ("[up](../README.md)", ()),
        ("[there](there.md#there)", ("outside-the-contents.md",)),
    ],
)
def test_what_is_wrong_in_a_page_does_not_build(tmp_path, said, others):
    """A site of two pages, as strict as the whole one."""
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "index.md").write_text(f"# Here\n\n{said}\n", encoding="utf-8")
    for name in ("there.md", *others):
        (docs / name).write_text("# There\n", encoding="utf-8")
    with pytest.raises(Abort, match="1 warning"):
        build_site(docs, tmp_path / "site", nav=["index.md", "there.md"], hooks=[])


def test_what_is_right_in_two_pages_builds(tmp_path):
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "index.md").write_text("# Here\n\n[there](there.md#there)\n", encoding="utf-8")
    (docs / "there.md").write_text("# There\n", encoding="utf-8")
    built = build_site(docs, tmp_path / "site", nav=["index.md", "there.md"], hooks=[], extra_css=[])
    assert leading_nowhere(built) == []
