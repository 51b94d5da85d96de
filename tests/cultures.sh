#!/usr/bin/env bash
# Runs the engine's tests under the invariant culture, en-US and tr-TR, whose dotted and dotless i break careless comparisons.
set -euo pipefail
cd "$(dirname "$0")/.."
dotnet build tests/Authz.Tests -c Release
DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1 dotnet test tests/Authz.Tests -c Release --no-build
for culture in en_US.UTF-8 tr_TR.UTF-8; do
  LC_ALL="$culture" LANG="$culture" dotnet test tests/Authz.Tests -c Release --no-build
done
