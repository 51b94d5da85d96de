#!/usr/bin/env bash
# Measures the engine's tests by changing the engine: tests/mutation.sh [FILES...], such as '**/Claims/*.cs'. Survivors that change
# nothing are listed in tests/equivalent-mutants.md.
set -euo pipefail
cd "$(dirname "$0")/Authz.Tests"
dotnet tool restore
arguments=()
for files in "$@"; do
  arguments+=(--mutate "$files")
done
dotnet stryker --config-file ../stryker-config.json "${arguments[@]}"
