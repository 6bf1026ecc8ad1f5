// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <vector>

#include <QLocale>
#include <QObject>
#include <QString>
#include <QTranslator>

namespace straightline::ui
{

/// The language of the console: English or Simplified Chinese, switchable while it runs; remembered. Number and date
/// formats follow it. GUI thread; owned by the main window.
class Language : public QObject
{
    Q_OBJECT
public:
    explicit Language(QObject* parent = nullptr);
    ~Language() override;

    static QStringList codes();                 ///< "en", "zh_CN"
    static QString nameOf(const QString& code); ///< in that language itself

    QString code() const { return m_code; }
    void setCode(const QString& code);

Q_SIGNALS:
    void changed();

private:
    void install();

    QString m_code;
    std::vector<std::unique_ptr<QTranslator>> m_translators;
};

} // namespace straightline::ui
