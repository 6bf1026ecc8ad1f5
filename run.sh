#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The StraightLine Console developers
# SPDX-License-Identifier: GPL-3.0-or-later
# ./run.sh [ARGS…]: installs what is missing, builds, and starts StraightLine Console. Without ARGS: with its demo.
# ./run.sh --build-only stops before running.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cd "$root"

"$root/installer/install-packages.sh" build demo
# The demo's containers need a Docker engine: the one that is there, or, as root, a private one the demo starts itself.
if [ ! -S /var/run/docker.sock ] && [ -z "${DOCKER_HOST:-}" ] && [ "$(id -u)" -eq 0 ] && ! command -v dockerd >/dev/null; then
    "$root/installer/install-packages.sh" docker || echo "warning: docker.io could not be installed; the container tier will say so" >&2
fi

cmake --preset release >build-release.log 2>&1 || { cat build-release.log >&2; rm -f build-release.log; exit 1; }
rm -f build-release.log
cmake --build --preset release

arguments=("$@")
if [ "${1:-}" = --build-only ]; then
    exit 0
fi
[ "${#arguments[@]}" -gt 0 ] || arguments=(--demo)
exec "$root/build/release/app/straightline" "${arguments[@]}"
