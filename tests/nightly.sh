#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The StraightLine Console developers
# SPDX-License-Identifier: GPL-3.0-or-later
# What takes too long for test.sh: the engine's tests under the address, undefined-behaviour and thread sanitizers; overload and
# isolation with phases of 60 s and all their rows; the soaks, the mixed one under the thread sanitizer too.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"
failed=()
try() { "$@" || failed+=("$*"); }

PRESET=asan try "$root/test.sh" "$@"
PRESET=tsan try "$root/test.sh" "$@"

cmake --preset dev
cmake --build --preset dev --target tst_overload_load tst_faults
for test in tst_overload_load tst_faults; do
    STRAIGHTLINE_TEST_SECONDS=60 QTEST_FUNCTION_TIMEOUT=3600000 try "build/dev/tests/isolation/$test"
done

source "$root/tests/support/docker.sh"
start_test_docker
trap stop_test_docker EXIT
for target in soak_tsan soak soak_bodies; do
    try cmake --build --preset dev --target "$target"
done

[ ${#failed[@]} -eq 0 ] && exit 0
printf 'failed: %s\n' "${failed[@]}"
exit 1
