# SPDX-FileCopyrightText: 2026 The StraightLine Console developers
# SPDX-License-Identifier: GPL-3.0-or-later
straightline_test(NAME tst_lambdaevent LINKS engine_dispatch nlohmann_json::nlohmann_json)
