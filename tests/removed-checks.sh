#!/usr/bin/env bash
# Takes one check at a time out of a copy of the last commit's engine (removed-checks/*.patch) and counts the tests that notice.
# At least three must, for each check.
set -euo pipefail
root="$(cd "$(dirname "$0")/.." && pwd)"
copy="$(mktemp -d)"
trap 'git -C "$root" worktree remove --force "$copy"' EXIT
git -C "$root" worktree add --quiet --detach "$copy"
export AUTHZ_VECTORS="${AUTHZ_VECTORS:-$root/../shared/vectors}"

# The rooms whose tests decide whole requests; the rest could only add to the count.
filter="(FullyQualifiedName~Tests.Attacks|FullyQualifiedName~Tests.Rfc|FullyQualifiedName~Tests.Claims|FullyQualifiedName~Tests.Decisions)\
&FullyQualifiedName!~TamperingTests&FullyQualifiedName!~ExceptionCountTests"
missed=0
for patch in "$root"/tests/removed-checks/*.patch; do
  check="$(basename "$patch" .patch)"
  git -C "$copy" apply "$patch"
  dotnet build "$copy/tests/Authz.Tests" -c Release -v q
  dotnet test "$copy/tests/Authz.Tests" -c Release --no-build --filter "$filter" \
    --logger "trx;LogFileName=results.trx" --results-directory "$copy/artifacts/$check" > /dev/null || true
  failed="$(grep -o ' failed="[0-9]*"' "$copy/artifacts/$check/results.trx" | tr -dc '0-9')"
  echo "$check: $failed tests fail without it"
  [ "$failed" -ge 3 ] || missed=1
  git -C "$copy" apply --reverse "$patch"
done
exit "$missed"
