"""Whether a folder lies on a network file system, where locks of two machines cannot be trusted."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Final

_NETWORK: Final = frozenset(
    {"9p", "acfs", "afpfs", "afs", "autofs", "beegfs", "ceph", "cifs", "coda", "davfs", "fuse.ceph"}
    | {
        "fuse.cephfs",
        "fuse.davfs",
        "fuse.gcsfuse",
        "fuse.glusterfs",
        "fuse.rclone",
        "fuse.s3fs",
        "fuse.sshfs",
    }
    | {
        "fuse.smbnetfs",
        "fuse.vmhgfs-fuse",
        "gfs",
        "gfs2",
        "glusterfs",
        "gpfs",
        "lustre",
        "ncpfs",
        "nfs",
        "nfs4",
    }
    | {
        "ocfs2",
        "orangefs",
        "prl_fs",
        "pvfs2",
        "smb2",
        "smb3",
        "smbfs",
        "vboxsf",
        "virtiofs",
        "vmhgfs",
        "webdav",
    }
)
_MNT_LOCAL: Final = 0x1000


def is_network(folder: Path) -> bool:
    """Whether `folder` (which exists) is on a network file system, as far as the system says."""
    if sys.platform == "darwin":
        return not _is_local_on_macos(folder)
    try:
        mounts = Path("/proc/self/mounts").read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return False
    return kind_of(folder, mounts) in _NETWORK


def kind_of(folder: Path, mounts: str) -> str:
    """The file system's name for an absolute path, by the text of Linux' `/proc/mounts`."""
    best, kind = "", ""
    inside = f"{folder}/"
    for line in mounts.splitlines():
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        point = _unescaped(fields[1]).rstrip("/") + "/"
        # A later mount on the same point hides the earlier one.
        if inside.startswith(point) and len(point) >= len(best):
            best, kind = point, fields[2]
    return kind


def _unescaped(text: str) -> str:
    for code, character in (("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")):
        text = text.replace(code, character)
    return text


def _is_local_on_macos(folder: Path) -> bool:
    """By `statfs(2)`: its flags stand at byte 64, after sizes, counts, file system id, owner and type."""
    import ctypes

    found = ctypes.create_string_buffer(4096)
    name = "statfs$INODE64" if os.uname().machine == "x86_64" else "statfs"
    try:
        call = ctypes.CDLL(None, use_errno=True)[name]
    except (OSError, AttributeError):
        return True
    if call(os.fsencode(folder), found) != 0:
        return True
    return bool(int.from_bytes(found.raw[64:68], sys.byteorder) & _MNT_LOCAL)
