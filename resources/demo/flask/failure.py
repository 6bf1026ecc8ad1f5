# SPDX-FileCopyrightText: 2026 The StraightLine Console developers
# SPDX-License-Identifier: GPL-3.0-or-later
class Failure(Exception):
    """Why a request cannot be served: the HTTP status and one sentence for the client."""

    def __init__(self, status, message):
        super().__init__(message)
        self.status = status
        self.message = message
