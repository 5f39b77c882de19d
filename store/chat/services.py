"""The services there are, by name."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from store.chat.dingtalk import DingTalk
from store.chat.service import Service
from store.chat.wecom import WeCom

SERVICES: Final[Mapping[str, Service]] = MappingProxyType({each.name: each for each in (DingTalk(), WeCom())})
