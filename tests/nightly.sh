#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The StraightLine Console developers
# SPDX-License-Identifier: GPL-3.0-or-later
# The engine's tests under the address, undefined-behaviour and thread sanitizers, and the soak under the last.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
PRESET=asan "$root/test.sh" "$@"
PRESET=tsan "$root/test.sh" "$@"
# The sanitizer keeps a shadow of what was touched, so memory is not judged here: races and the counters are.
TSAN_OPTIONS="suppressions=$root/tests/support/tsan.supp:die_after_fork=0:ignore_noninstrumented_modules=1" \
    /usr/bin/python3 -B "$root/tests/soak/soak.py" "$root/build/tsan/app/straightline" \
    --minutes "${SOAK_MINUTES:-10}" --most-drift 0.5
