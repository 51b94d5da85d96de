#!/usr/bin/env bash
# Builds the container image as an OCI layout: deploy/container/build.sh LAYOUT [PUBLISHED]
# Needs the .NET SDK, git, umoci and a Debian's apt. PUBLISHED is a folder that is published already; AUTHZ_DEBIAN_PACKAGES a folder of
# .deb files to build from instead of those that apt has now. The same commit, SDK and packages give the same image, bit for bit.
set -euo pipefail
layout=$(realpath -m "${1:?usage: deploy/container/build.sh LAYOUT [PUBLISHED]}")
published=${2:+$(realpath "$2")}
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
cd "$root"

# What the runtime loads (the C and C++ libraries, OpenSSL) and reads.
packages=$(tr "\n" " " < "$here/debian-packages")
user=65532
version=$(sed -n 's:.*<Version>\(.*\)</Version>.*:\1:p' src/Directory.Build.props)
revision=$(git rev-parse HEAD)
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}
created=$(date -u -d "@$SOURCE_DATE_EPOCH" +%Y-%m-%dT%H:%M:%SZ)
case $(dpkg --print-architecture) in
  amd64) architecture=amd64 runtime=linux-x64 ;;
  arm64) architecture=arm64 runtime=linux-arm64 ;;
  *) echo "No image for $(dpkg --print-architecture): build on amd64 or arm64." >&2; exit 1 ;;
esac

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
umask 022

if [ -z "$published" ]; then
  published=$work/published
  "$here/publish.sh" "$published" "$runtime"
fi

debs=${AUTHZ_DEBIAN_PACKAGES:-}
if [ -z "$debs" ]; then
  debs=$work/debs
  "$here/download.sh" "$debs"
fi

# One layer of Debian's files, which changes when Debian does, and one of the program.
system=$work/system
mkdir -p "$system"/{dev,proc,run,sys,tmp} "$system"/usr/{bin,sbin,lib,lib64} "$system"/usr/lib/ssl "$system"/etc/ssl/certs \
  "$system"/var/lib/dpkg/status.d
for folder in bin sbin lib lib64; do
  ln -s "usr/$folder" "$system/$folder"
done
for package in $packages; do
  deb=$(find "$debs" -name "${package}_*.deb")
  dpkg-deb --fsys-tarfile "$deb" | tar -x -C "$system" --keep-directory-symlink --no-same-owner
  # Where scanners look for packages that no dpkg has installed.
  dpkg-deb --field "$deb" > "$system/var/lib/dpkg/status.d/$package"
done
rm -rf "$system"/usr/lib/*/gconv "$system"/usr/share/{man,lintian,gdb,bug} "$system"/usr/share/zoneinfo/{posix,right} \
  "$system"/usr/{bin,sbin}/* "$system"/etc/{ca-certificates,ld.so.conf.d}
find "$system/usr/share/doc" -type f ! -name copyright -delete
find "$system/usr/share/doc" -type d -empty -delete
# As update-ca-certificates does, and where OpenSSL looks.
find "$system/usr/share/ca-certificates" -name '*.crt' | LC_ALL=C sort | xargs cat > "$system/etc/ssl/certs/ca-certificates.crt"
rm -rf "$system/usr/share/ca-certificates"
ln -s /etc/ssl/certs/ca-certificates.crt "$system/usr/lib/ssl/cert.pem"
ln -s /etc/ssl/certs "$system/usr/lib/ssl/certs"
printf 'root:x:0:0:root:/:/sbin/nologin\nauthz:x:%s:%s:authz:/:/sbin/nologin\n' "$user" "$user" > "$system/etc/passwd"
printf 'root:x:0:\nauthz:x:%s:\n' "$user" > "$system/etc/group"
printf 'hosts: files dns\n' > "$system/etc/nsswitch.conf"

program=$work/program
mkdir -p "$program"/usr/{bin,lib} "$program"/usr/share/doc/authz "$program"/etc/authz
cp -r "$published" "$program/usr/lib/authz"
cp LICENSE "$program/usr/share/doc/authz/copyright"
ln -s ../lib/authz/Authz.Server "$program/usr/bin/authz"

archive() {
  find "$1" -type d -exec chmod 755 {} +
  find "$1" -type f -perm /111 -exec chmod 755 {} +
  find "$1" -type f ! -perm /111 -exec chmod 644 {} +
  if [ -d "$1/tmp" ]; then
    chmod 1777 "$1/tmp"
  fi
  tar -c -C "$1" -f "$2" --format=pax --pax-option=exthdr.name=%d/PaxHeaders/%f,delete=atime,delete=ctime \
    --sort=name --mtime="@$SOURCE_DATE_EPOCH" --owner=0 --group=0 --numeric-owner .
}

archive "$system" "$work/system.tar"
archive "$program" "$work/program.tar"

image=$layout:$version
history=(--history.created "$created" --history.author "" --history.comment "")
rm -rf "$layout"
mkdir -p "$(dirname "$layout")"
umoci init --layout "$layout"
umoci new --image "$image"
umoci raw add-layer --image "$image" "${history[@]}" --history.created_by "Debian packages: $packages" "$work/system.tar"
umoci raw add-layer --image "$image" "${history[@]}" --history.created_by "authz $version" "$work/program.tar"
# No diagnostics port: it would be a socket in /tmp, and the root is read-only.
umoci config --image "$image" --no-history --created "$created" --os linux --architecture "$architecture" --author "The Authz authors" \
  --config.user "$user:$user" --config.workingdir /etc/authz --config.stopsignal SIGTERM \
  --config.env PATH=/usr/bin --config.env DOTNET_EnableDiagnostics=0 \
  --config.exposedports 8080/tcp --config.exposedports 8081/tcp \
  --config.entrypoint /usr/bin/authz \
  --config.cmd serve --config.cmd /etc/authz/authz.yaml --config.cmd --listen --config.cmd http://0.0.0.0:8080 \
  --config.cmd --health --config.cmd http://0.0.0.0:8081 \
  --manifest.annotation "org.opencontainers.image.created=$created" \
  --manifest.annotation "org.opencontainers.image.licenses=MIT" \
  --manifest.annotation "org.opencontainers.image.revision=$revision" \
  --manifest.annotation "org.opencontainers.image.title=authz" \
  --manifest.annotation "org.opencontainers.image.version=$version"
umoci gc --layout "$layout" > /dev/null
echo "$layout: authz $version, $(jq -r '.manifests[0].digest' "$layout/index.json")"
