"""Checks a website in a folder: every link within it leads somewhere, and no page loads anything from elsewhere."""

import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

# Attributes by which a browser loads something, by element. Links to other sites are allowed, but are not followed.
LOADED = {("img", "src"), ("script", "src"), ("link", "href"), ("iframe", "src"), ("source", "src")}


class Page(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.anchors: set[str] = {"", "top"}
        self.links: list[tuple[str, bool]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        for name, value in attributes:
            if name in ("id", "name") and value:
                self.anchors.add(value)
            if name in ("href", "src") and value:
                self.links.append((value, (tag, name) in LOADED))


def problem(site: Path, page: Path, link: str, loaded: bool, pages: dict[Path, Page]) -> str | None:
    parts = urlsplit(link)
    if parts.scheme in ("data", "mailto", "javascript"):
        return None
    if parts.scheme or parts.netloc:
        return "is loaded from another server" if loaded else None
    target = page
    if parts.path:
        start = site if parts.path.startswith("/") else page.parent
        target = (start / unquote(parts.path).lstrip("/")).resolve()
    if target.is_dir():
        target /= "index.html"
    if not target.is_file() or site not in target.parents:
        return "leads nowhere"
    if page.name == "constant-values.html" and not parts.path:
        return None  # Javadoc 17 links the groups of its constants by a name that no part has.
    # A fragment with a slash is for the script of the contract's page.
    fragment = unquote(parts.fragment)
    if target in pages and not fragment.startswith("/") and fragment not in pages[target].anchors:
        return "leads to a part that does not exist"
    return None


def main(site: Path) -> None:
    pages = {path: Page(path.read_text(encoding="utf-8")) for path in site.rglob("*.html")}
    problems = [
        f"{path.relative_to(site)}: {link} {found}"
        for path, page in pages.items()
        for link, loaded in page.links
        if (found := problem(site, path, link, loaded, pages))
    ]
    print(f"{len(pages)} pages, {len(problems)} problems")
    if problems:
        sys.exit("\n".join(problems))


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
