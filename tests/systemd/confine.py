"""Runs a program with the system calls that a unit allows, as systemd would: confine.py UNIT PROGRAM ARGUMENT..."""
import errno
import os
import subprocess
import sys

import seccomp


def groups():
    """The names of each group of system calls, as systemd lists them."""
    found, name = {}, None
    listing = subprocess.run(["systemd-analyze", "--no-pager", "syscall-filter"], capture_output=True, text=True, check=True).stdout
    for line in listing.splitlines():
        if line.startswith("@"):
            name = line.strip()
            found[name] = []
        elif line.startswith(" ") and name and not line.strip().startswith("#"):
            found[name].append(line.strip())
    return found


def expand(name, known):
    return set().union(*(expand(part, known) for part in known[name])) if name in known else {name}


known = groups()
allowed = expand("@default", known)
with open(sys.argv[1], encoding="utf-8") as unit:
    lines = [line.strip().removeprefix("SystemCallFilter=") for line in unit if line.startswith("SystemCallFilter=")]
for line in lines:
    names = set().union(*(expand(name, known) for name in line.removeprefix("~").split()))
    allowed = allowed - names if line.startswith("~") else allowed | names

confinement = seccomp.SyscallFilter(defaction=seccomp.ERRNO(errno.EPERM))
for name in sorted(allowed):
    # Some names are of other processors.
    if seccomp.resolve_syscall(seccomp.Arch(), name) >= 0:
        confinement.add_rule(seccomp.ALLOW, name)
confinement.load()
os.execv(sys.argv[2], sys.argv[2:])
