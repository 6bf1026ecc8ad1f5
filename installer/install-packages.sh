#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The StraightLine Console developers
# SPDX-License-Identifier: GPL-3.0-or-later
# install-packages.sh GROUP… : installs what is missing of the groups of packages.txt. Needs root or sudo only when
# something is missing.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
missing=()
for group in "$@"; do
    for package in $(awk -v group="$group" '$1 == group { print $2 }' "$here/packages.txt"); do
        status=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)
        [ "$status" = installed ] || missing+=("$package")
    done
done
[ "${#missing[@]}" -gt 0 ] || exit 0

as_root=()
if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null; then
        echo "error: these Debian packages are missing, and neither root nor sudo is at hand: ${missing[*]}" >&2
        exit 1
    fi
    as_root=(sudo)
fi
echo "Installing: ${missing[*]}"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
# Services of packages (docker, prometheus) are not started: nothing of ours uses the system's.
install() {
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 \
        apt-get install -y --no-install-recommends -o Dpkg::Use-Pty=0 "${missing[@]}" >"$log" 2>&1
}
if ! install; then
    "${as_root[@]}" apt-get update -qq || true
    install || { tail -n 30 "$log" >&2; echo "error: apt-get could not install the packages above" >&2; exit 1; }
fi
