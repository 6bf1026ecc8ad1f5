#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The StraightLine Console developers
# SPDX-License-Identifier: GPL-3.0-or-later
# ./test.sh [CTEST ARGS…]: installs what is missing, builds the dev preset and runs every test this machine can run.
# PRESET=asan|tsan ./test.sh runs the engine's tests under the sanitizers (tests/nightly.sh runs both).
# Starts a private Docker engine when none is reachable and we are root, and stops it afterwards.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cd "$root"
preset=${PRESET:-dev}

"$root/installer/install-packages.sh" build demo test
source "$root/tests/support/docker.sh"

cmake --preset "$preset"
cmake --build --preset "$preset"

start_test_docker
trap stop_test_docker EXIT
ctest --test-dir "build/$preset" --output-on-failure "$@"
