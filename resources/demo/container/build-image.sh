#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The StraightLine Console developers
# SPDX-License-Identifier: GPL-3.0-or-later
# build-image.sh BINARY TAG: makes the demo's container image from nothing but digits-server, the libraries that it is
# linked with, and the dynamic loader, and prints the image's id. Works offline; needs no base image.
# The image carries a hash of its content: when TAG already has it, nothing is done.
# Environment: DOCKER_HOST as for docker; DOCKER = the client to use.
set -euo pipefail

usage() {
    echo "usage: build-image.sh BINARY TAG" >&2
    exit 2
}
[ "$#" -eq 2 ] || usage
binary=$1
tag=$2
[ -x "$binary" ] || { echo "error: $binary is not a program" >&2; exit 2; }

docker=${DOCKER:-}
if [ -z "$docker" ]; then
    # Debian's own client matches Debian's engine; another one on PATH may be too new for it.
    if [ -x /usr/bin/docker ]; then docker=/usr/bin/docker; else docker=docker; fi
fi
command -v "$docker" >/dev/null || { echo "error: there is no docker client: install docker.io" >&2; exit 1; }

linked=$(ldd "$binary")
if grep -q 'not found' <<<"$linked"; then
    echo "error: $binary needs libraries that are not installed:" >&2
    grep 'not found' <<<"$linked" >&2
    exit 1
fi
mapfile -t libraries < <(awk '$2 == "=>" { print $3 }' <<<"$linked" | sort -u)
loader=$(awk '$1 ~ /^\// { print $1 }' <<<"$linked")
[ -n "$loader" ] || { echo "error: $binary is not dynamically linked" >&2; exit 1; }
# Where the loader looks without a cache; libraries from other folders are put there too.
library_folder=$(dirname "$(printf '%s\n' "${libraries[@]}" | grep '/libc\.so\.')")

content=$(sha256sum "$0" "$binary" "$loader" "${libraries[@]}" | sed 's/ .*\// /' | sha256sum | cut -d' ' -f1)
label=io.straightline.demo.content
present=$("$docker" image inspect --format "{{index .Config.Labels \"$label\"}} {{.Id}}" "$tag" 2>/dev/null || true)
if [ "${present%% *}" = "$content" ]; then
    echo "${present##* }"
    exit 0
fi

root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
mkdir -p "$root$library_folder" "$root$(dirname "$loader")"
install -m 755 "$binary" "$root/digits-server"
if command -v strip >/dev/null; then
    strip "$root/digits-server"
fi
cp --dereference "${libraries[@]}" "$root$library_folder/"
cp --dereference "$loader" "$root$loader"

tar --create --directory "$root" --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner . |
    "$docker" import \
        --change 'ENTRYPOINT ["/digits-server", "--listen", "0.0.0.0:8080"]' \
        --change 'USER 65534:65534' \
        --change 'EXPOSE 8080' \
        --change "LABEL $label=$content" \
        --message 'digits-server and its libraries' \
        - "$tag"
