"""What this machine says of where it stands: its time zone and country, for a new board's settings."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from store.errors import Refused
from store.rules.workdays import check_country

_LINK: Final = Path("/etc/localtime")
_DEFAULT_ZONE: Final = "Asia/Shanghai"
_DEFAULT_COUNTRY: Final = "CN"


def time_zone() -> str:
    """The IANA name of the machine's time zone; Asia/Shanghai where it is not known by name."""
    for name in (os.environ.get("TZ", "").removeprefix(":"), _linked()):
        if name and _known(name):
            return name
    return _DEFAULT_ZONE


def country() -> str:
    """The country of the locale, such as CN for zh_CN.UTF-8; CN where it names none with known holidays."""
    for name in ("LC_ALL", "LC_TIME", "LANG"):
        _language, underscore, rest = os.environ.get(name, "").partition("_")
        if underscore and len(code := rest[:2]) == 2 and code.isalpha() and code.isascii():
            return _with_holidays(code)
    return _DEFAULT_COUNTRY


def _with_holidays(code: str) -> str:
    try:
        return check_country(code)
    except Refused:
        return _DEFAULT_COUNTRY


def _linked() -> str:
    try:
        target = str(_LINK.resolve())
    except OSError:
        return ""
    return target.partition("zoneinfo/")[2]


def _known(name: str) -> bool:
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True
