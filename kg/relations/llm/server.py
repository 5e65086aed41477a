"""A server that speaks the chat completions of the OpenAI interface: a hosted one, or one on this machine."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final, Self

from kg.errors import LlmError, SettingsError

if TYPE_CHECKING:
    import httpx

_TRIES: Final = 4
_TRANSIENT: Final = frozenset({408, 409, 425, 429, 500, 502, 503, 504})
_LONGEST_WAIT: Final = 30.0


class ChatServer:
    """Asks one server.

    Args:
        url: Its base address, such as ``http://127.0.0.1:11434/v1``.
        key: The API key; it stands in no message and no file.
        timeout: Seconds that the server may be silent.
        pause: Seconds before the second try; they double with each further one.

    Raises:
        SettingsError: if the extra ``[llm]`` is missing, or the address or the key is none.
    """

    def __init__(self, url: str, *, key: str | None = None, timeout: float = 120.0, pause: float = 1.0) -> None:
        try:
            import httpx
        except ImportError as error:
            raise SettingsError("asking a language model needs the extra: pip install 'techpower-kg[llm]'") from error
        if not url.startswith(("http://", "https://")):
            raise SettingsError(f"{url!r} is no address of a language model server; wanted http://… or https://…")
        self.url = url.rstrip("/")
        self._pause = pause
        self._key = (key or "").strip()
        if not self._key.isascii() or not (self._key == "" or self._key.isprintable()) or " " in self._key:
            raise SettingsError("KG_LLM_KEY is no key: it holds other signs than letters, digits and punctuation")
        headers = {"Authorization": f"Bearer {self._key}"} if self._key else {}
        self._client: httpx.Client = httpx.Client(headers=headers, timeout=timeout)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close all connections."""
        self._client.close()

    def complete(self, request: Mapping[str, Any]) -> str:
        """The text of the first choice.

        Raises:
            LlmError: if the server cannot be reached, refuses the request, or answers something else.
        """
        for turn in range(_TRIES):
            response = self._post(request, last=turn == _TRIES - 1)
            if response is not None:
                return self._content(response)
            time.sleep(min(_LONGEST_WAIT, self._pause * 2**turn))
        raise AssertionError("the last try answers or raises")

    def _post(self, request: Mapping[str, Any], *, last: bool) -> httpx.Response | None:
        """The answer, or None where another try may help."""
        import httpx

        try:
            response = self._client.post(f"{self.url}/chat/completions", json=dict(request))
        except httpx.TransportError as error:
            if not last:
                return None
            raise LlmError(
                f"{self.url} does not answer ({self._told(str(error))}); is the server running, and the address right?"
            ) from error
        if response.status_code in _TRANSIENT and not last:
            return None
        if response.status_code in {401, 403}:
            raise LlmError(f"{self.url} refuses the key; set KG_LLM_KEY")
        if response.status_code == httpx.codes.NOT_FOUND:
            raise LlmError(
                f"{self.url} has no /chat/completions, or no model {request.get('model')!r}; "
                "the address ends in /v1 with most servers"
            )
        if response.is_error:
            raise LlmError(f"{self.url} answers {response.status_code}: {self._told(response.text)}")
        return response

    def _content(self, response: httpx.Response) -> str:
        try:
            content = response.json()["choices"][0]["message"]["content"]
        except (ValueError, KeyError, IndexError, TypeError) as error:
            raise LlmError(f"{self.url} answers no chat completion: {self._told(response.text)}") from error
        if not isinstance(content, str):
            raise LlmError(f"{self.url} answers no text: {self._told(response.text)}")
        return content

    def _told(self, text: str) -> str:
        """The beginning of what somebody else wrote, without the key."""
        return (text.replace(self._key, "…") if self._key else text)[:300]
