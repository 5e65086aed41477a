"""What several documents say about one entity, as one: independent of the order in which they were loaded."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.ontology import Ontology, iri
from kg.store.base import Value


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityView:
    """An entity as one document sees it, or as several documents together do.

    Attributes:
        document_id: The document that the name and class come from.
        forms: The surfaces by which it is named, sorted.
        listed: Whether a name list knows it.
        mentions: How often the document names it.
    """

    id: str
    document_id: str
    name: str
    class_: str
    forms: tuple[str, ...] = ()
    also_named: tuple[str, ...] = ()
    wikidata: str | None = None
    homepage: str | None = None
    listed: bool = False
    mentions: int = 0

    def properties(self) -> dict[str, Value]:
        """Of the relationship MENTIONED_IN; None where nothing is known."""
        return {
            "name": self.name,
            "type": self.class_,
            "forms": list(self.forms) or None,
            "alsoNamed": list(self.also_named) or None,
            "wikidata": self.wikidata,
            "homepage": self.homepage,
            "listed": self.listed,
            "mentions": self.mentions,
        }

    def entity_properties(self) -> dict[str, Value]:
        """Of the Entity node; None where nothing is known."""
        called = dict.fromkeys((self.name, *self.also_named, *self.forms))
        return {
            "uri": iri("entity", self.id),
            "name": self.name,
            "type": self.class_,
            "surfaceForms": list(self.forms) or None,
            "alsoNamed": list(self.also_named) or None,
            "wikidata": self.wikidata,
            "homepage": self.homepage,
            "listed": self.listed,
            "namedBy": self.document_id,
            "searchText": " · ".join(called),
        }


def view_of(entity_id: str, document_id: str, properties: Mapping[str, Value]) -> EntityView:
    """The view that MENTIONED_IN (`forms`) or an Entity node (`surfaceForms`) holds."""
    return EntityView(
        id=entity_id,
        document_id=document_id,
        name=properties["name"],
        class_=properties["type"],
        forms=tuple(properties.get("forms") or properties.get("surfaceForms") or ()),
        also_named=tuple(properties.get("alsoNamed") or ()),
        wikidata=properties.get("wikidata"),
        homepage=properties.get("homepage"),
        listed=bool(properties.get("listed")),
        mentions=properties.get("mentions") or 0,
    )


def combined(views: Iterable[EntityView]) -> EntityView:
    """All views of one entity as one.

    Name, class and other names are those of the first document (by id) whose entity a name list knows, else of the
    first document; the surface forms are those of all. The order of the views does not matter, and a combined view may
    stand for those that it was made from.
    """
    ranked = sorted(views, key=lambda view: (not view.listed, view.document_id))
    first = ranked[0]
    return EntityView(
        id=first.id,
        document_id=first.document_id,
        name=first.name,
        class_=first.class_,
        forms=tuple(sorted({form for view in ranked for form in view.forms})),
        also_named=first.also_named,
        wikidata=first.wikidata,
        homepage=first.homepage,
        listed=first.listed,
        mentions=sum(view.mentions for view in ranked),
    )


def labels_of(class_: str, ontology: Ontology) -> tuple[str, ...]:
    """The labels of an entity of this class: Entity first, then its class chain from general to special."""
    chain = [ontology.classes[name].cypher_name for name in ontology.classes[class_].ancestors]
    return tuple(dict.fromkeys(["Entity", *reversed(chain)]))
