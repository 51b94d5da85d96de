#!/usr/bin/env bash
# Fetches the Debian packages of the image from apt, which checks them: deploy/container/download.sh FOLDER
set -euo pipefail
folder=$(realpath -m "${1:?usage: deploy/container/download.sh FOLDER}")
packages=$(dirname "$(realpath "$0")")/debian-packages
mkdir -p "$folder"
cd "$folder"
download() { xargs apt-get -qq -o APT::Sandbox::User=root download < "$packages"; }

# The lists may be older than the archive.
download 2> /dev/null || { apt-get -qq update && download; }
