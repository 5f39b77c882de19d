"""A team's server: one system account owns the boards, everybody comes in over SSH (docs/hosting.md).

sshd knows who holds a key, and starts `entrance.py` for them and nothing else. `people.py` says whose key is
whose, `request.py` what may be asked, `fence.py` what the process may touch, `audit.py` writes it down.
"""
