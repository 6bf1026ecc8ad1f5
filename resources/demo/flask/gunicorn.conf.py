# SPDX-FileCopyrightText: 2026 The StraightLine Console developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""How the demo runs the Flask app; -w and -b come from the command line."""
preload_app = True  # the counters are made once and inherited by every worker
worker_class = "gthread"  # keep-alive connections need it: the default worker closes after each answer
threads = 4
keepalive = 75  # seconds; longer than a gateway keeps an idle connection
timeout = 60
graceful_timeout = 10
backlog = 1024
loglevel = "warning"
