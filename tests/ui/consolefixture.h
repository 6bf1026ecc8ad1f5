// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>

#include <QApplication>
#include <QSettings>
#include <QStackedWidget>
#include <QTemporaryDir>
#include <QTest>

#include "tests/support/fakeengine.h"
#include "ui/mainwindow.h"

namespace straightline
{

/// The real window over a FakeEngine on the same thread, with settings of its own. One for each test function.
class ConsoleFixture
{
public:
    /// `prepare`: what the engine is like before the window hears of it.
    explicit ConsoleFixture(const std::function<void(FakeEngine&)>& prepare = {})
    {
        if (prepare)
            prepare(engine);
        QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_settings.path());
        QSettings(QStringLiteral("StraightLine"), QStringLiteral("Console"))
            .setValue(QStringLiteral("appearance/language"), QStringLiteral("en"));
        open();
    }

    /// Opens a new window over the same engine and settings.
    void open()
    {
        if (window)
            window->close();
        window = std::make_unique<ui::MainWindow>(engine);
        window->resize(1280, 720);
        window->show();
        (void)QTest::qWaitForWindowActive(window.get());
    }

    template <class T>
    T* find(const char* objectName) const
    {
        T* found = window->findChild<T*>(QLatin1String(objectName));
        if (found == nullptr)
            qFatal("there is no %s", objectName);
        return found;
    }

    /// Where a page stands in the list of pages.
    int rowOf(const char* page) const
    {
        const auto* pages = window->findChild<QStackedWidget*>();
        for (int row = 0; row < pages->count(); ++row) {
            if (pages->widget(row)->objectName() == QLatin1String(page))
                return row;
        }
        return -1;
    }

    /// The change the engine got as number `index`, of the wanted kind.
    template <class T>
    const T* change(std::size_t index) const
    {
        return index < engine.changes.size() ? std::get_if<T>(&engine.changes[index].change) : nullptr;
    }

    FakeEngine engine;
    std::unique_ptr<ui::MainWindow> window;

private:
    QTemporaryDir m_settings;
};

} // namespace straightline
