"""What every page keeps: one heading, a title that says the same, every field of a form with its label."""

from collections.abc import Iterator

from lxml import html as reading

UNSEEN = {"hidden", "submit", "button", "image", "reset"}


def squeeze(words: str) -> str:
    return " ".join(words.split())


def page_faults(page: reading.HtmlElement) -> Iterator[str]:
    """Everything in which a page does not keep the contract."""
    headings = [squeeze(each.text_content()) for each in page.iter("h1")]
    title = squeeze(page.findtext(".//title") or "")
    if len(headings) != 1:
        yield f"{len(headings)} headings of the first level"
    elif not headings[0]:
        yield "a heading without words"
    elif not title.startswith((headings[0], f"Fel: {headings[0]}")):
        yield f"the title is «{title}», the heading «{headings[0]}»"
    names = [each.get("id") for each in page.iter() if isinstance(each.tag, str) and each.get("id")]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        yield f"the same id twice: {', '.join(twice)}"
    yield from unlabelled(page)
    yield from way_faults(page)


def way_faults(page: reading.HtmlElement) -> Iterator[str]:
    """A page that the menu does not hold itself says the way to it: lists that are open, then itself."""
    if not page.xpath("//header//nav") or page.xpath("//header//a[@aria-current='page']"):
        return
    ways = page.xpath("//main//nav[contains(@class, 'ds-breadcrumbs')]//li")
    if not ways:
        yield "no way back: give the page breadcrumbs, or its address to an entry of the menu"
    elif ways[-1].xpath(".//a") or not any(each.xpath(".//a") for each in ways[:-1]):
        yield f"a way that leads nowhere: {[squeeze(each.text_content()) for each in ways]}"


def unlabelled(part: reading.HtmlElement) -> Iterator[str]:
    """The fields that nobody who listens is told the name of."""
    labels = {each.get("for") for each in part.iter("label")}
    for each in part.iter("input", "select", "textarea"):
        if each.get("type") in UNSEEN:
            continue
        is_named = each.get("id") in labels or each.get("aria-label") or each.get("aria-labelledby")
        if not is_named and not any(above.tag == "label" for above in each.iterancestors()):
            yield f"the field {each.get('name')} has no label"
