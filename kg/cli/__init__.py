"""The command line: parses options, calls the rooms, prints. Nothing is decided here."""

from __future__ import annotations

import sys

from kg.errors import KgError, QueryError, SettingsError, StoreUnavailableError

DONE, SOME_FAILED, WRONG_USE, NO_STORE = 0, 1, 2, 3
"""Exit codes: all done; some input failed and the rest was done; wrong use; the store could not be reached."""


def main() -> None:
    """Run the program and leave with an exit code that tells."""
    from kg.cli.app import app

    try:
        app()
    except StoreUnavailableError as error:
        _leave(error, NO_STORE)
    except (SettingsError, QueryError) as error:
        _leave(error, WRONG_USE)
    except KgError as error:
        _leave(error, SOME_FAILED)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(DONE)
    except KeyboardInterrupt:
        sys.stderr.write("\nstopped; what was finished is kept\n")
        sys.exit(130)


def _leave(error: KgError, code: int) -> None:
    sys.stderr.write(f"kg: {error}\n")
    sys.exit(code)
