"""The optional extractor: a language model is asked over HTTP, and only what the document bears out is taken."""

from kg.relations.llm.cache import AnswerCache
from kg.relations.llm.finder import Estimate, LlmFinder, Prices, estimate
from kg.relations.llm.server import ChatServer

__all__ = ["AnswerCache", "ChatServer", "Estimate", "LlmFinder", "Prices", "estimate"]
