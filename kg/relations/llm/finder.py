"""Asks a language model for the claims of a document, passage by passage."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from kg.model import Document, Entity, Mention, Refusal, RelationMention, Segment
from kg.ontology import Ontology
from kg.relations.find import unread
from kg.relations.llm.answers import Answer, checked, read_answer
from kg.relations.llm.cache import AnswerCache
from kg.relations.llm.passages import LONGEST, passages
from kg.relations.llm.questions import answer_schema, instructions, messages
from kg.relations.llm.server import ChatServer

_CHARACTERS_PER_TOKEN: Final = 3.2
"""Of German text with today's vocabularies, rounded down so that an estimate is rather too high."""
_LONGEST_ANSWER: Final = 8000
"""Tokens."""
_TOKENS_PER_CLAIM: Final = 140
_CLAIMS_PER_PASSAGE: Final = 20
_ENTITY_TABLE: Final = 3000
"""Characters that the entities of a passage take up in a question: 900 in a long transcript, 2,700 to 4,300 where names
stand close (`tests/gold`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """What a run will ask and cost, rather too high than too low; `cost` is None where no prices are set.

    Attributes:
        cost: In the currency of the prices.
    """

    requests: int
    input_tokens: int
    output_tokens: int
    cost: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Prices:
    """Prices of a million tokens that go in, and that come out."""

    input: float
    output: float


class LlmFinder:
    """Finds relation mentions by asking a model.

    Args:
        server: Who is asked.
        model: The model's name on that server.
        ontology: Its predicates are all that the model may use.
        cache: Answers of earlier runs.
        advertisements: Whether advertisements are read too.
    """

    def __init__(
        self,
        server: ChatServer,
        model: str,
        ontology: Ontology,
        cache: AnswerCache,
        *,
        advertisements: bool = False,
    ) -> None:
        self._server = server
        self._model = model
        self._ontology = ontology
        self._cache = cache
        self._skipped = unread(advertisements=advertisements)

    def find(
        self,
        document: Document,
        segments: Sequence[Segment],
        mentions: Sequence[Mention],
        meanings: Mapping[tuple[int, int], str],
        entities: Iterable[Entity],
        *,
        progress: Callable[[int], None] = lambda _done: None,
    ) -> tuple[tuple[RelationMention, ...], tuple[Refusal, ...]]:
        """The relation mentions that the document bears out, and what was refused of the answers.

        Args:
            document: The document.
            segments: Its segments, in order.
            mentions: Names with the class of what they resolved to, and figures, in order.
            meanings: The entity id of a mention by its first character and the one past its last.
            entities: The document's entities.
            progress: Told the characters that are done.

        Raises:
            LlmError: if the server cannot be reached or refuses; answers already given are kept for the next run.
        """
        relations: list[RelationMention] = []
        refusals: list[Refusal] = []
        by_id = {entity.id: entity for entity in entities}
        for passage in passages(document.text, segments, mentions, meanings, by_id, skipped=self._skipped):
            progress(passage.start)
            request: dict[str, Any] = {
                "model": self._model,
                "messages": messages(passage, self._ontology),
                "temperature": 0,
                "max_tokens": _LONGEST_ANSWER,
                "response_format": {
                    "type": "json_schema",
                    "json_schema": {"name": "claims", "strict": True, "schema": answer_schema(passage, self._ontology)},
                },
            }
            answer = self._ask(request)
            if answer is None:
                refusals.append(_unreadable(passage.text, passage.start))
                continue
            for told in checked(answer, passage, self._ontology, model=self._model):
                if isinstance(told, Refusal):
                    refusals.append(told)
                else:
                    relations.append(told)
        return tuple(relations), tuple(refusals)

    def _ask(self, request: dict[str, Any]) -> Answer | None:
        """The answer, kept for the next time where it can be read."""
        kept = self._cache.get(request)
        if kept is not None:
            return read_answer(kept)
        content = self._server.complete(request)
        answer = read_answer(content)
        if answer is not None:
            self._cache.put(request, content)
        return answer


def _unreadable(text: str, start: int) -> Refusal:
    return Refusal(
        reason="the model's answer is not in the form asked for", quote=text, start=start, end=start + len(text)
    )


def estimate(texts: Iterable[str], ontology: Ontology, prices: Prices | None) -> Estimate:
    """What asking about these texts takes; answers kept from earlier runs are not counted off."""
    before = len(instructions()) + 90 * len(ontology.predicates)
    requests = characters = 0
    for text in texts:
        number = -(-len(text) // (LONGEST // 2))
        requests += number
        characters += len(text) + number * (before + _ENTITY_TABLE)
    given = int(characters / _CHARACTERS_PER_TOKEN)
    answered = requests * _CLAIMS_PER_PASSAGE * _TOKENS_PER_CLAIM
    cost = None if prices is None else (given * prices.input + answered * prices.output) / 1e6
    return Estimate(requests=requests, input_tokens=given, output_tokens=answered, cost=cost)
