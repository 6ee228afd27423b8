"""The landing page of the documentation: today's names and addresses."""

from __future__ import annotations

import pytest

from linkaudit.refresh.guides import URI, Guide, guides_of, missing, renamed
from tests.unit.refresh import DOCS, pack

XML = b"""<?xml version="1.0" encoding="UTF-8"?>
<main-landing-page version="2.1"><title>Documentation</title><sections><section><cards>
 <list-card id="DocsCategory-machines"><title>Machines</title><list-card-items>
  <list-card-item href="/cog/?icmpid=docs_homepage"><title>Amazon Cog &amp; Co</title>
   <abstract>Cogs.</abstract></list-card-item>
  <list-card-item href="https://docs.aws.amazon.com/wheel/latest/dg/"><title>AWS <b>Wheel</b>
  </title></list-card-item>
  <list-card-item href="https://far.example/gear/"><title>Gear</title></list-card-item>
  <list-card-item href="/"><title>Home</title></list-card-item>
  <list-card-item><title>No address</title></list-card-item>
  <list-card-item href="/nameless/"/>
 </list-card-items></list-card></cards></section></sections></main-landing-page>"""
RENAMED = """id = "old-cog-renamed"
kind = "renamed"
names = ["Amazon Old Cog"]
now = ["Amazon Cog"]
slugs = ["cog"]"""


def test_items_of_the_packs_hosts_are_guides() -> None:
    assert guides_of(XML, pack()) == (
        Guide("Amazon Cog & Co", f"{DOCS}/cog/?icmpid=docs_homepage"),
        Guide("AWS", f"{DOCS}/wheel/latest/dg/"),
    )


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<html><p>not XML",
        XML[:400],
        XML.replace(b"?>", b'?><!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;">]>'),
        XML.replace(b"Cog", b"\xff"),
    ],
)
def test_what_is_no_such_document_has_no_guides(content: bytes) -> None:
    assert guides_of(content, pack()) == ()


@pytest.mark.parametrize("slug", ["cog", "old-cog"])  # as the pack has it; as the old name
def test_another_name_at_a_renamed_products_address_is_a_candidate(slug: str) -> None:
    guides = [Guide("Amazon New Cog", f"{DOCS}/{slug}/?x=1")]

    [found] = renamed(guides, pack(RENAMED))

    assert (found.name, found.now, found.source) == ("Amazon Cog", "Amazon New Cog", URI)
    assert found.quote == f"Amazon New Cog: /{slug}/"


@pytest.mark.parametrize(
    "guides",
    [
        [],
        [Guide("AWS Cog", f"{DOCS}/cog/")],  # the same but for its owner
        [Guide("Amazon Old Cog", f"{DOCS}/cog/")],  # the page may be behind
        [Guide("Amazon New Cog", f"{DOCS}/cog/"), Guide("Cog Tools", f"{DOCS}/cog/tools/")],
        [Guide("Amazon New Cog", f"{DOCS}/newcog/")],
    ],
)
def test_nothing_follows_from_names_that_are_known_or_in_doubt(guides: list[Guide]) -> None:
    assert list(renamed(guides, pack(RENAMED))) == []


@pytest.mark.parametrize(
    ("uri", "expected"),
    [
        (f"{DOCS}/cog/", []),
        (f"{DOCS}/amazoncog/latest/", [("amazon-cog", "amazoncog")]),
        (f"{DOCS}/cogs-of-old/", []),
    ],
)
def test_an_address_that_an_ended_product_lacks_is_named(uri: str, expected: object) -> None:
    entry = """id = "amazon-cog"
kind = "ends"
names = ["Amazon Cog"]
date = 2026-01-31
slugs = ["cog"]
paths = ["/cogs-of-old/latest/"]"""
    found = missing([Guide("Amazon Cog", uri)], pack(entry))

    assert [(fact.id, slug) for fact, slug in found] == expected
