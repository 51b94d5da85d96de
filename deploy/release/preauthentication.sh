#!/usr/bin/env bash
# What is signed of a statement (DSSE's pre-authentication encoding): deploy/release/preauthentication.sh STATEMENT
set -euo pipefail
kind=application/vnd.in-toto+json
printf 'DSSEv1 %s %s %s ' "${#kind}" "$kind" "$(stat -c %s "$1")"
cat "$1"
