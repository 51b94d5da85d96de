#!/usr/bin/env bash
# Checks a release without a network: deploy/release/verify.sh FOLDER [PUBLIC_KEY]
# Each file must be the one that provenance.intoto.json names, and none may be missing or extra. With PUBLIC_KEY (PEM), the statement must
# be signed by its holder. Needs jq and openssl.
set -euo pipefail
folder=$(realpath "${1:?usage: deploy/release/verify.sh FOLDER [PUBLIC_KEY]}")
key=${2:+$(realpath "$2")}
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
statement=$folder/provenance.intoto.json

refuse() {
  echo "refused: $1" >&2
  exit 1
}

[ -f "$statement" ] || refuse "there is no provenance.intoto.json"
jq -e '._type == "https://in-toto.io/Statement/v1" and .predicateType == "https://slsa.dev/provenance/v1" and (.subject | length > 0)' \
  "$statement" > /dev/null 2>&1 || refuse "provenance.intoto.json is no statement of provenance"

if [ -n "$key" ]; then
  envelope=$folder/provenance.dsse.json
  [ -f "$envelope" ] || refuse "the statement is not signed: there is no provenance.dsse.json"
  [ "$(jq -r .payloadType "$envelope")" = application/vnd.in-toto+json ] || refuse "provenance.dsse.json is not about a statement"
  jq -r .payload "$envelope" | base64 -d > "$work/payload" 2> /dev/null || refuse "the payload is not base64"
  cmp -s "$work/payload" "$statement" || refuse "another statement was signed"
  "$here/preauthentication.sh" "$statement" > "$work/signed"
  jq -r '.signatures[0].sig' "$envelope" | base64 -d > "$work/signature" 2> /dev/null || refuse "the signature is not base64"
  openssl pkeyutl -verify -rawin -pubin -inkey "$key" -in "$work/signed" -sigfile "$work/signature" > /dev/null 2>&1 \
    || refuse "the signature is not of this key"
fi

jq -r '.subject[] | .digest.sha256 + "  " + .name' "$statement" > "$work/sums"
cut -c 67- "$work/sums" | LC_ALL=C sort > "$work/named"
(cd "$folder" && find . -mindepth 1 ! -name 'provenance.intoto.json' ! -name 'provenance.dsse.json' -printf '%P\n') | LC_ALL=C sort > "$work/there"
grep -q / "$work/named" && refuse "a subject is in another folder"
difference=$(comm -3 "$work/named" "$work/there" | tr -d '\t' | head -n 1)
[ -z "$difference" ] || refuse "$difference is named or there, not both"
(cd "$folder" && sha256sum --quiet --strict --check "$work/sums" >&2) || refuse "a file is not the one that was built"
echo "$(wc -l < "$work/sums") files, built from $(jq -r '.predicate.buildDefinition.resolvedDependencies[0].digest.gitCommit' "$statement")" \
  "by $(jq -r .predicate.runDetails.builder.id "$statement")$([ -n "$key" ] && echo ', signed' || echo ', signature not checked')"
