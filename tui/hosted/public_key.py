"""A public key as people send it, read strictly: its kind, its bytes, and nothing that stands beside them.

What is written into `authorized_keys` comes from here only: a kind from a short list, and base64 that is the
same when decoded and encoded again. Options in front of a key, comments, further lines never get there.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from store.errors import Refused
from store.language import Message, msg

LIMIT: Final = 20_000
"""Characters of a file with a key; the longest, RSA of 16,384 bits, has 2,800."""
_RSA_BITS: Final = (2048, 16384)
_POINTS: Final[Mapping[str, tuple[bytes, int]]] = MappingProxyType(
    {
        "ecdsa-sha2-nistp256": (b"nistp256", 65),
        "ecdsa-sha2-nistp384": (b"nistp384", 97),
        "ecdsa-sha2-nistp521": (b"nistp521", 133),
    }
)
KINDS: Final = (
    "ssh-ed25519",
    "sk-ssh-ed25519@openssh.com",
    *_POINTS,
    "sk-ecdsa-sha2-nistp256@openssh.com",
    "ssh-rsa",
)
"""What is taken: no DSA, no certificates."""


@dataclass(frozen=True, slots=True)
class PublicKey:
    """One key: its kind and its bytes in base64."""

    kind: str
    base64: str

    @property
    def fingerprint(self) -> str:
        """As `ssh-keygen -l` prints it: `SHA256:…`."""
        digest = hashlib.sha256(base64.b64decode(self.base64)).digest()
        return "SHA256:" + base64.b64encode(digest).decode().rstrip("=")


def read_key(text: str) -> PublicKey:
    """The one key in a file or line such as `ssh-ed25519 AAAA… comment`. Raises Refused."""
    if "PRIVATE KEY" in text:
        raise _refused(
            msg("This is a private key, which nobody else should see. Give the file ending in .pub.")
        )
    lines = [line for line in text[: LIMIT + 1].splitlines() if line.strip() and not line.startswith("#")]
    if len(text) > LIMIT or len(lines) != 1:
        raise _refused(msg("One public key is needed, on one line: ssh-ed25519 AAAA…"))
    words = lines[0].split()
    if len(words) < 2 or words[0] not in KINDS:
        raise _refused(
            msg(
                "A public key begins with its kind, one of: {kinds}. Nothing stands before it.",
                kinds=", ".join(KINDS),
            )
        )
    return key_of(words[0], words[1])


def key_of(kind: str, encoded: str) -> PublicKey:
    """The key that sshd names (`%t %k`). Raises Refused when it is none, or weak."""
    try:
        blob = base64.b64decode(encoded.encode("ascii"), validate=True)
    except (binascii.Error, UnicodeEncodeError) as error:
        raise _damaged() from error
    if kind not in KINDS or base64.b64encode(blob).decode() != encoded:
        raise _damaged()
    _require_whole(kind, blob)
    return PublicKey(kind, encoded)


def _require_whole(kind: str, blob: bytes) -> None:
    parts = _strings(blob)
    if not parts or parts[0] != kind.encode():
        raise _damaged()
    match kind, parts[1:]:
        case "ssh-ed25519", [point]:
            good = len(point) == 32
        case "sk-ssh-ed25519@openssh.com", [point, application]:
            good = len(point) == 32 and bool(application)
        case "sk-ecdsa-sha2-nistp256@openssh.com", [curve, point, application]:
            good = (curve, len(point)) == (b"nistp256", 65) and bool(application)
        case "ssh-rsa", [exponent, modulus]:
            bits = int.from_bytes(modulus).bit_length()
            good = bool(exponent) and _RSA_BITS[0] <= bits <= _RSA_BITS[1]
            if not good:
                raise _refused(
                    msg("This RSA key has {bits} bits; {least} are needed.", bits=bits, least=2048)
                )
        case other, [curve, point]:
            good = (curve, len(point)) == _POINTS.get(other)
        case _:
            good = False
    if not good:
        raise _damaged()


def _strings(blob: bytes) -> list[bytes]:
    """The strings of a key's bytes, each behind its length in four bytes; empty when they do not add up."""
    found, at = [], 0
    while at < len(blob):
        end = at + 4 + int.from_bytes(blob[at : at + 4])
        if at + 4 > len(blob) or end > len(blob):
            return []
        found.append(blob[at + 4 : end])
        at = end
    return found


def _refused(message: Message) -> Refused:
    return Refused(message, field="key")


def _damaged() -> Refused:
    return _refused(msg("This public key is damaged or of another kind; send the file ending in .pub again."))
