#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The StraightLine Console developers
# SPDX-License-Identifier: GPL-3.0-or-later
# run.sh PROGRAM CORPUS DICTIONARY SECONDS: fuzzes for so long. What is new is kept beside the program, so that the next
# run goes on from there; an input that breaks a property is written there too, and how to replay it is said.
set -u
program=$1 corpus=$2 dictionary=$3 seconds=$4
found="$program.corpus"
broken="$program.broken"
mkdir -p "$found" "$broken"
export ASAN_OPTIONS=detect_leaks=1:allocator_may_return_null=1 UBSAN_OPTIONS=print_stacktrace=1
options=(-max_total_time="$seconds" -max_len=4096 -timeout=10 -rss_limit_mb=2048 -print_final_stats=1
    -artifact_prefix="$broken/")
[ -e "$dictionary" ] && options+=(-dict="$dictionary")
log="$program.log"
if "$program" "${options[@]}" "$found" "$corpus" >"$log" 2>&1; then
    grep -E "^(stat::number_of_executed_units|stat::average_exec_per_sec|stat::peak_rss_mb)" "$log"
    exit 0
fi
tail -n 60 "$log"
echo
echo "The newest input that fails:"
ls -t "$broken" | head -n 1 | sed "s|^|replay: $program $broken/|"
echo "Once it is mended, keep the input as a file of $corpus."
exit 1
