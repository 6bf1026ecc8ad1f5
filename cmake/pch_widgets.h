// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Precompiled header of the console.
#include "pch_qt.h"

#include <QtGui/QtGui>
#include <QtWidgets/QtWidgets>
