"""The official rules of EN 16931 run on an invoice: Schematron made into one stylesheet, run by Saxon.

Only what these rules use of Schematron is made: patterns, rules of which the first that matches holds, and asserts.
"""

from functools import lru_cache
from pathlib import Path
from xml.sax.saxutils import quoteattr

from lxml import etree
from peppol.xsd import validate_xsd
from saxonche import PySaxonProcessor, PyXsltExecutable

RULES = Path(__file__).parent / "fixtures" / "peppol" / "CEN-EN16931-UBL-1.3.15.sch"
SCH = "{http://purl.oclc.org/dsdl/schematron}"


def broken_rules(content: bytes) -> set[str]:
    """The identities of the rules that the invoice breaks; schema errors as ``XSD …``."""
    _valid, wrong = validate_xsd(content)
    processor, stylesheet = _stylesheet()
    told = stylesheet.transform_to_string(xdm_node=processor.parse_xml(xml_text=content.decode()))
    return {f"XSD {each}" for each in wrong} | set((told or "").split())


@lru_cache(maxsize=1)
def _stylesheet() -> tuple[PySaxonProcessor, PyXsltExecutable]:
    processor = PySaxonProcessor(license=False)
    compiler = processor.new_xslt30_processor()
    return processor, compiler.compile_stylesheet(stylesheet_text=stylesheet_of(etree.parse(RULES)))


def stylesheet_of(rules: etree._ElementTree) -> str:
    """Every pattern is a mode; within it the first rule that matches a node holds, as Schematron says."""
    root = rules.getroot()
    spaces = " ".join(
        f'xmlns:{ns.get("prefix")}="{ns.get("uri")}"' for ns in root.findall(f"{SCH}ns")
    )
    templates, walks = [], []
    for place, pattern in enumerate(root.findall(f"{SCH}pattern")):
        mode = f"pattern-{place}"
        walks.append(f'<xsl:apply-templates select="/" mode="{mode}"/>')
        found = pattern.findall(f"{SCH}rule")
        for order, rule in enumerate(found):
            asserts = "".join(_assert(each) for each in rule.findall(f"{SCH}assert"))
            templates.append(
                f'<xsl:template match={quoteattr(rule.get("context"))} mode="{mode}" priority="{len(found) - order}">'
                f'{asserts}<xsl:apply-templates select="node()|@*" mode="{mode}"/></xsl:template>'
            )
        templates.append(
            f'<xsl:template match="node()|@*|/" mode="{mode}" priority="-1">'
            f'<xsl:apply-templates select="node()|@*" mode="{mode}"/></xsl:template>'
        )
    return (
        f'<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" {spaces}>'
        f'<xsl:output method="text"/><xsl:template match="/">{"".join(walks)}</xsl:template>'
        f"{''.join(templates)}</xsl:stylesheet>"
    )


def _assert(each: etree._Element) -> str:
    test = quoteattr(f"not({each.get('test')})")
    return f"<xsl:if test={test}>{each.get('id')}<xsl:text> </xsl:text></xsl:if>"
