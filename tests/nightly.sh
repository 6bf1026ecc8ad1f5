#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The StraightLine Console developers
# SPDX-License-Identifier: GPL-3.0-or-later
# The engine's tests under the address, undefined-behaviour and thread sanitizers.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
PRESET=asan "$root/test.sh" "$@"
PRESET=tsan "$root/test.sh" "$@"
