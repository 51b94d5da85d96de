#!/bin/sh
# Builds lambda-authorizer.zip: the native program, the API definition and a snapshot of the issuers' keys.
# Needs the .NET 10 SDK, clang, binutils, zlib's headers and zip, on the kind of machine that the function runs on (linux-x64 or
# linux-arm64).
# usage: ./build.sh [DEFINITION]   (authz.json by default)
set -eu
cd "$(dirname "$0")"
definition=${1:-authz.json}
package=package
rm -rf "$package" lambda-authorizer.zip
dotnet publish -c Release --use-current-runtime -o "$package"
rm -f "$package"/*.dbg "$package"/*.xml "$package"/*.pdb
symbols=$(objdump -T "$package/bootstrap")
glibc=$(echo "$symbols" | grep -o 'GLIBC_2[0-9.]*' | sort -uV | tail -n 1)
if [ "$(printf '%s\nGLIBC_2.34\n' "$glibc" | sort -V | tail -n 1)" != GLIBC_2.34 ]; then
    echo "The program needs $glibc and provided.al2023 has GLIBC_2.34: build on an older system, such as Amazon Linux 2023." >&2
    exit 1
fi
cp "$definition" "$package/authz.json"
"$package/bootstrap" fetch-keys || {
    status=$?
    # 1 is an issuer that cannot be reached now; whatever else failed would fail again in the function.
    [ "$status" -eq 1 ] || exit "$status"
    echo "No snapshot of some issuer's keys: the function fetches them when it starts." >&2
}
# Lambda runs the function as another user, who must be able to read it and whom nobody may write for.
chmod -R u=rwX,go=rX "$package"
(cd "$package" && zip -qr ../lambda-authorizer.zip .)
echo "lambda-authorizer.zip: $(wc -c < lambda-authorizer.zip) bytes"
