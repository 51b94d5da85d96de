#!/usr/bin/env bash
# Wears out the contexts kept in OpenSSL, then makes their calls again in C: tests/verifiers.sh [COUNT] [SEED] [REPLAYED] [UNDER_VALGRIND]
# Needs gcc, libssl-dev and valgrind. CI runs the default; a hundred million take 40 minutes of two idle processors.
set -euo pipefail
cd "$(dirname "$0")/.."
count="${1:-200000}" seed="${2:-1}" replayed="${3:-20000}" under_valgrind="${4:-500}"
out=artifacts/verifiers
program=artifacts/bin/Authz.Verifiers/release/Authz.Verifiers.dll
mkdir -p "$out"
dotnet build tests/Authz.Verifiers -c Release -v q -clp:ErrorsOnly

dotnet "$program" run "$count" "$seed" 2

dotnet "$program" record "$out/calls" "$replayed" "$seed"
warnings="-Wall -Wextra -Werror"
# shellcheck disable=SC2086
gcc -O1 -g $warnings -fsanitize=address,undefined -fno-omit-frame-pointer -o "$out/replay-sanitized" tests/Authz.Verifiers/replay.c -lcrypto
# shellcheck disable=SC2086
gcc -O1 -g $warnings -o "$out/replay" tests/Authz.Verifiers/replay.c -lcrypto
echo "AddressSanitizer: $("$out/replay-sanitized" "$out/calls")"
valgrind --quiet --leak-check=full --show-leak-kinds=all --errors-for-leak-kinds=all --error-exitcode=1 \
  "$out/replay" "$out/calls" "$under_valgrind" | sed 's/^/valgrind: /'
