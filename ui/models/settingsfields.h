// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <vector>

#include <QString>
#include <QVariant>

#include "engine/api/change.h"

// The engine's settings as the Settings page shows them: one row for each, in one table.
namespace straightline::ui
{

enum class FieldUnit { Text, Count, Bytes, Millis, BytesPerSecond, Days, Upgrade, TlsVersion };
enum class FieldGroup { Gateway, Limits, Https, Store };

struct SettingsField {
    const char* key; ///< as the engine's validation calls it: "gateway.limits.uri_bytes"
    FieldGroup group;
    FieldUnit unit;
    QString title;
    QString meaning; ///< one sentence
    QString zero;    ///< what the number 0 or an empty text means; empty = nothing special
    std::function<QVariant(const PutSettings&)> get; ///< QString, qulonglong, or an int for a word
    std::function<void(PutSettings&, const QVariant&)> set;
};

/// Every field of GatewaySettings and RetentionSettings, in the language of now.
std::vector<SettingsField> settingsFields();

} // namespace straightline::ui
