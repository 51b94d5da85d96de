#!/usr/bin/env bash
# Measures the engine's tests by changing the engine: tests/mutation.sh [ROOM...], such as tests/mutation.sh Claims Scopes; all rooms
# take hours. Survivors that change nothing are listed in tests/equivalent-mutants.md.
set -euo pipefail
cd "$(dirname "$0")/Authz.Tests"
rooms=("$@")
[ $# -gt 0 ] || rooms=(Tokens Signatures Authorizers Claims Scopes Remembering Keys Routes Targets)

# Every mutant would wait for tests that take many turns at one question, or start a server; the attacks, vectors and properties would only
# find again what these find, at ten times the cost.
asked=(Tests.Authorizers Tests.Challenges Tests.Claims Tests.Decisions Tests.Keys Tests.Remembering Tests.Rfc Tests.Routes Tests.Scopes
  Tests.Signatures Tests.Targets Tests.Tokens ApiAuthorizerTests VerifiedTokenTests)
left_out=(FrozenProcessTests FloodTests MisbehavingIssuerTests 10000Rotations SoundGenerator ManyThreads AgainAndAgain WhoeverRenews
  CryptographicInputsAreValidated)
filter="(FullyQualifiedName~${asked[0]}$(printf '|FullyQualifiedName~%s' "${asked[@]:1}"))$(printf '&FullyQualifiedName!~%s' "${left_out[@]}")"

mutate=()
for room in "${rooms[@]}"; do
  mutate+=(--mutate "**/$room/*.cs")
done

export AUTHZ_MUTATION=1
dotnet tool restore
dotnet stryker --config-file ../stryker-config.json "${mutate[@]}" --test-case-filter "$filter"
