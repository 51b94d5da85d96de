#!/usr/bin/env bash
# Writes FOLDER/provenance.intoto.json, an in-toto statement with SLSA's provenance over the folder's files:
#   deploy/release/provenance.sh FOLDER [DEBIAN_PACKAGES]
# With AUTHZ_SIGNING_KEY, a private key in PEM (P-256 or Ed25519), also provenance.dsse.json, the statement signed.
set -euo pipefail
folder=$(realpath "${1:?usage: deploy/release/provenance.sh FOLDER [DEBIAN_PACKAGES]}")
debs=${2:+$(realpath "$2")}
here=$(cd "$(dirname "$0")" && pwd)
cd "$here/../.."

if [ -n "$(git status --porcelain)" ]; then
  echo "There are changes that no commit has, so the files have no source to name." >&2
  exit 1
fi

digests() {
  (cd "$1" && find . -maxdepth 1 -type f ! -name 'provenance.*' -printf '%f\n' | LC_ALL=C sort | xargs -r -d '\n' sha256sum) \
    | jq -R -s 'split("\n") | map(select(length > 0) | { name: .[66:], digest: { sha256: .[:64] } })'
}

subjects=$(digests "$folder")
dependencies=$([ -n "$debs" ] && digests "$debs" || echo '[]')
jq -n -S --argjson subjects "$subjects" --argjson dependencies "$dependencies" \
  --arg commit "$(git rev-parse HEAD)" --arg sdk "$(dotnet --version)" --arg epoch "$(git log -1 --format=%ct)" \
  --arg builder "${AUTHZ_BUILDER_ID:-urn:authz:builder:unnamed}" '{
    _type: "https://in-toto.io/Statement/v1",
    subject: $subjects,
    predicateType: "https://slsa.dev/provenance/v1",
    predicate: {
      buildDefinition: {
        buildType: "urn:authz:build:1",
        externalParameters: { script: "deploy/release/build.sh", sourceDateEpoch: ($epoch | tonumber) },
        internalParameters: { dotnetSdk: $sdk },
        resolvedDependencies: ([{ name: "source", digest: { gitCommit: $commit } }] + $dependencies)
      },
      runDetails: { builder: { id: $builder } }
    }
  }' > "$folder/provenance.intoto.json"

if [ -n "${AUTHZ_SIGNING_KEY:-}" ]; then
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
  "$here/preauthentication.sh" "$folder/provenance.intoto.json" > "$work/signed"
  openssl pkeyutl -sign -rawin -inkey "$AUTHZ_SIGNING_KEY" -in "$work/signed" -out "$work/signature"
  jq -n -S --arg payload "$(base64 -w 0 "$folder/provenance.intoto.json")" --arg signature "$(base64 -w 0 "$work/signature")" \
    --arg key "$(openssl pkey -in "$AUTHZ_SIGNING_KEY" -pubout -outform DER | sha256sum | cut -d ' ' -f 1)" '{
      payloadType: "application/vnd.in-toto+json",
      payload: $payload,
      signatures: [{ keyid: $key, sig: $signature }]
    }' > "$folder/provenance.dsse.json"
fi
