"""Words of the program in the reader's language: gettext over the catalogues in `assets/locale`."""

from __future__ import annotations

import gettext
import os
from functools import lru_cache

from game import locate

DOMAIN = "khasan"
LANGUAGES = ("en", "ru", "ja", "fi")


def preferred() -> str:
    """Language of the user: `KHASAN_LANGUAGE`, else the system's, else English."""
    for key in ("KHASAN_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        code = os.environ.get(key, "")[:2].lower()
        if code in LANGUAGES:
            return code
    return "en"


@lru_cache(maxsize=len(LANGUAGES))
def catalogue(language: str) -> gettext.NullTranslations:
    """Catalogue of a language; English words where there is none."""
    folder = str(locate.assets() / "locale")
    return gettext.translation(DOMAIN, folder, languages=[language], fallback=True)


def text(message: str, **values: object) -> str:
    """A sentence in the user's language with its named values filled in."""
    translated = catalogue(preferred()).gettext(message)
    return translated.format(**values) if values else translated


def plural(one: str, many: str, n: int, **values: object) -> str:
    """A sentence in the form that the number asks for; `{n}` is filled in too."""
    return catalogue(preferred()).ngettext(one, many, n).format(n=n, **values)
