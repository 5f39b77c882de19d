"""Public keys are read strictly, and are written back without anything that stood beside them."""

from __future__ import annotations

import base64
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.errors import Refused
from tui.hosted.public_key import KINDS, key_of, read_key


def _blob(*parts: bytes) -> str:
    return base64.b64encode(b"".join(len(part).to_bytes(4, "big") + part for part in parts)).decode()


ED = _blob(b"ssh-ed25519", bytes(range(32)))
RSA_SHORT = _blob(b"ssh-rsa", b"\x01\x00\x01", b"\x00" + b"\xff" * 128)
LINE = f"ssh-ed25519 {ED} wangfang@laptop\n"


def test_a_key_is_its_kind_and_its_bytes() -> None:
    key = read_key(LINE)
    assert (key.kind, key.base64) == ("ssh-ed25519", ED)


@pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="ssh-keygen is not here")
@pytest.mark.parametrize(("kind", "bits"), [("ed25519", None), ("ecdsa", "384"), ("rsa", "2048")])
def test_it_reads_what_ssh_keygen_makes_and_calls_it_the_same(
    tmp_path: Path, kind: str, bits: str | None
) -> None:
    made = tmp_path / "key"
    size = ["-b", bits] if bits else []
    subprocess.run(["ssh-keygen", "-q", "-t", kind, *size, "-N", "", "-f", made], check=True)
    shown = subprocess.run(
        ["ssh-keygen", "-l", "-f", f"{made}.pub"], check=True, capture_output=True, text=True
    ).stdout
    assert read_key(Path(f"{made}.pub").read_text()).fingerprint == shown.split()[1]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# only a comment\n",
        "ssh-ed25519",
        f"ssh-dss {ED}",
        f"ssh-ed25519-cert-v01@openssh.com {ED}",
        f'command="/bin/sh" {LINE}',
        f"no-pty {LINE}",
        f"{LINE}{LINE}",
        f'{LINE}command="/bin/sh" {LINE}',
        f"ssh-ed25519 {ED[:-4]}",
        f"ssh-ed25519 {ED}AAAA",
        f"ssh-ed25519 {ED.replace('A', 'A=', 1)}",
        f"ssh-ed25519 {ED[:20]}\u202e{ED[20:]}",
        f"ssh-rsa {ED}",
        f"ecdsa-sha2-nistp256 {ED}",
        f"ssh-rsa {RSA_SHORT}",
        "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n",
        LINE + "x" * 30_000,
    ],
)
def test_everything_else_is_refused_at_the_key(text: str) -> None:
    with pytest.raises(Refused) as refused:
        read_key(text)
    assert refused.value.field == "key"


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(KINDS), st.binary(max_size=120))
def test_any_bytes_are_refused_or_come_back_as_they_were(kind: str, blob: bytes) -> None:
    encoded = base64.b64encode(blob).decode()
    try:
        key = key_of(kind, encoded)
    except Refused:
        return
    assert (key.kind, key.base64) == (kind, encoded)
