// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <nlohmann/json.hpp>

#include <QCheckBox>
#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTabWidget>
#include <QTest>

#include "engine/api/json.h"
#include "tests/ui/consolefixture.h"
#include "ui/actionregistry.h"
#include "ui/language.h"
#include "ui/models/settingsfields.h"
#include "ui/theme.h"

using namespace straightline;
using namespace straightline::ui;

/// The Settings page: every field of the engine's settings, checked where it stands, applied together and undone.
class TestSettingsPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_console.reset(); }
    void everyFieldOfTheEngineIsThere();
    void applyStandsOnlyWhereItActs();
    void anEditIsAppliedAndUndone();
    void aBadValueSaysFieldAndLimitAndIsNotApplied();
    void whatSomebodyElseChangesStays();
    void revertShowsWhatTheEngineHas();
    void aReadOnlyEngineTakesNoSettings();
    void themeAndLanguageActAtOnce();
    void theSiteIsShownAndImported();
    void aBadSiteSaysWhere();

private:
    void showTab(int tab);
    bool isReady() const { return m_console->find<QPushButton>("applySettingsPushButton")->isEnabled(); }

    std::unique_ptr<ConsoleFixture> m_console;
};

void TestSettingsPage::init()
{
    m_console = std::make_unique<ConsoleFixture>();
    m_console->window->showPage(QStringLiteral("SettingsPage"));
    QTRY_COMPARE(m_console->find<QLineEdit>("gateway_listenLineEdit")->text(),
                 QString::fromStdString(m_console->engine.configuration()->gateway.listen));
}

void TestSettingsPage::showTab(int tab)
{
    m_console->find<QTabWidget>("settingsTabWidget")->setCurrentIndex(tab);
}

void TestSettingsPage::everyFieldOfTheEngineIsThere()
{
    QSet<QString> known;
    for (const SettingsField& field : settingsFields()) {
        known.insert(QString::fromLatin1(field.key));
        const QString stem = QString::fromLatin1(field.key).replace(QLatin1Char('.'), QLatin1Char('_'));
        const auto editors = m_console->window->findChildren<QWidget*>(
            QRegularExpression(QStringLiteral("^%1(LineEdit|SpinBox|SizeEdit|ComboBox)$").arg(stem)));
        QVERIFY2(editors.size() == 1, field.key);
        QVERIFY2(!editors.first()->toolTip().isEmpty(), field.key);
    }
    const auto all = [&known](const auto& self, const Json& json, const QString& prefix) -> void {
        for (const auto& [key, value] : json.items()) {
            const QString path = prefix + QString::fromStdString(key);
            if (value.is_object())
                self(self, value, path + QLatin1Char('.'));
            else
                QVERIFY2(known.contains(path), qPrintable(path));
        }
    };
    all(all, toJson(GatewaySettings{}), QStringLiteral("gateway."));
    all(all, toJson(RetentionSettings{}), QStringLiteral("retention."));
}

void TestSettingsPage::applyStandsOnlyWhereItActs()
{
    const auto* tabs = m_console->find<QTabWidget>("settingsTabWidget");
    const auto* apply = m_console->find<QPushButton>("applySettingsPushButton");
    for (int tab = 0; tab < tabs->count(); ++tab) {
        showTab(tab);
        QCOMPARE(apply->isVisible(), tab >= 2 && tab <= 5); // of the engine
    }
    m_console->find<QSpinBox>("gateway_threadsSpinBox")->setValue(7);
    QTRY_VERIFY(apply->isVisible()); // an edit is not lost from sight
}

void TestSettingsPage::anEditIsAppliedAndUndone()
{
    QVERIFY(!isReady());
    showTab(2);
    auto* threads = m_console->find<QSpinBox>("gateway_threadsSpinBox");
    const SiteConfiguration before = *m_console->engine.configuration();
    threads->setFocus();
    threads->selectAll();
    QTest::keyClicks(threads, QStringLiteral("7\t"));
    m_console->find<QLineEdit>("gateway_tls_listenLineEdit"); // other tabs are part of the same edit
    m_console->find<QSpinBox>("retention_request_daysSpinBox")->setValue(30);
    QTRY_VERIFY(isReady());
    QTest::mouseClick(m_console->find<QPushButton>("applySettingsPushButton"), Qt::LeftButton);
    QTRY_COMPARE(m_console->engine.changes.size(), std::size_t{1});
    const auto* put = m_console->change<PutSettings>(0);
    QVERIFY(put != nullptr);
    GatewaySettings wanted = before.gateway;
    wanted.threads = 7;
    QVERIFY(put->gateway == wanted);
    QCOMPARE(put->retention.requestDays, 30U);
    QTRY_VERIFY(!isReady());
    QTRY_VERIFY(m_console->window->actions().find(QStringLiteral("undoAction"))->isEnabled());
    m_console->window->actions().find(QStringLiteral("undoAction"))->trigger();
    QTRY_VERIFY(m_console->engine.configuration()->gateway == before.gateway);
    QTRY_COMPARE(threads->value(), static_cast<int>(before.gateway.threads));
}

void TestSettingsPage::aBadValueSaysFieldAndLimitAndIsNotApplied()
{
    showTab(2);
    auto* hint = m_console->find<QLabel>("gateway_threadsHintLabel");
    const QString meaning = hint->text();
    m_console->find<QSpinBox>("gateway_threadsSpinBox")->setValue(65);
    QTRY_VERIFY(hint->text().contains(QStringLiteral("65")) && hint->text().contains(QStringLiteral("1 … 64")));
    // Each field is heard, not only the first that is wrong.
    m_console->find<QSpinBox>("gateway_limits_header_fieldsSpinBox")->setValue(1);
    QTRY_VERIFY(
        m_console->find<QLabel>("gateway_limits_header_fieldsHintLabel")->text().contains(QStringLiteral("8 …")));
    m_console->find<QLineEdit>("gateway_listenLineEdit")->setText(QStringLiteral("nowhere"));
    QTRY_VERIFY(m_console->find<QLabel>("gateway_listenHintLabel")->text().contains(QStringLiteral("HOST:PORT, port")));
    QVERIFY(!isReady());
    QVERIFY(m_console->find<QPushButton>("applySettingsPushButton")->toolTip().contains(QStringLiteral("not allowed")));
    m_console->find<QSpinBox>("gateway_threadsSpinBox")->setValue(64);
    QTRY_COMPARE(hint->text(), meaning);
    QVERIFY(m_console->engine.changes.empty());
}

void TestSettingsPage::whatSomebodyElseChangesStays()
{
    m_console->find<QSpinBox>("gateway_threadsSpinBox")->setValue(5);
    PutSettings theirs{m_console->engine.configuration()->gateway, m_console->engine.configuration()->retention};
    theirs.gateway.maxConnections = 4'321;
    QVERIFY(m_console->engine.apply(theirs, Actor{"somebody"}).has_value());
    QTRY_COMPARE(m_console->find<QSpinBox>("gateway_max_connectionsSpinBox")->value(), 4'321);
    QCOMPARE(m_console->find<QSpinBox>("gateway_threadsSpinBox")->value(), 5);
    QTRY_VERIFY(isReady());
    m_console->find<QPushButton>("applySettingsPushButton")->click();
    QTRY_COMPARE(m_console->engine.configuration()->gateway.threads, 5U);
    QCOMPARE(m_console->engine.configuration()->gateway.maxConnections, 4'321U);
}

void TestSettingsPage::revertShowsWhatTheEngineHas()
{
    auto* listen = m_console->find<QLineEdit>("gateway_listenLineEdit");
    const QString before = listen->text();
    listen->setText(QStringLiteral("0.0.0.0:80"));
    auto* revert = m_console->find<QPushButton>("revertSettingsPushButton");
    QTRY_VERIFY(revert->isEnabled());
    revert->click();
    QCOMPARE(listen->text(), before);
    QTRY_VERIFY(!revert->isEnabled());
}

void TestSettingsPage::aReadOnlyEngineTakesNoSettings()
{
    m_console->engine.engineStatus.readOnly = true;
    m_console->open();
    QTRY_VERIFY(!m_console->find<QLineEdit>("gateway_listenLineEdit")->isEnabled());
    QVERIFY(m_console->find<QPushButton>("importSitePushButton")->toolTip().contains(QStringLiteral("read-only")));
    QVERIFY(m_console->find<QComboBox>("themeComboBox")->isEnabled()); // the console's own
}

void TestSettingsPage::themeAndLanguageActAtOnce()
{
    auto* theme = m_console->find<QComboBox>("themeComboBox");
    theme->setCurrentIndex(3);
    Q_EMIT theme->activated(3);
    QVERIFY(m_console->window->theme().isHighContrast());
    auto* calm = m_console->find<QCheckBox>("reduceMotionCheckBox");
    calm->click();
    QVERIFY(QSettings(QStringLiteral("StraightLine"), QStringLiteral("Console"))
                .value(QStringLiteral("appearance/reduceMotion"))
                .toBool());
    auto* language = m_console->find<QComboBox>("languageComboBox");
    const int chinese = language->findData(QStringLiteral("zh_CN"));
    Q_EMIT language->activated(chinese);
    QTRY_COMPARE(m_console->window->windowTitle(), QStringLiteral("StraightLine 控制台"));
}

void TestSettingsPage::theSiteIsShownAndImported()
{
    showTab(6);
    m_console->engine.siteText = "[gateway]\nthreads = 3\n";
    m_console->engine.importedSite = *m_console->engine.configuration();
    m_console->engine.importedSite.gateway.threads = 3;
    auto* text = m_console->find<QPlainTextEdit>("siteTextPlainTextEdit");
    QVERIFY(!m_console->find<QPushButton>("importSitePushButton")->isEnabled());
    QTest::mouseClick(m_console->find<QPushButton>("showSitePushButton"), Qt::LeftButton);
    QTRY_COMPARE(text->toPlainText(), QStringLiteral("[gateway]\nthreads = 3\n"));
    QTest::mouseClick(m_console->find<QPushButton>("importSitePushButton"), Qt::LeftButton);
    QTRY_VERIFY(m_console->window->findChild<QMessageBox*>(QStringLiteral("importSiteMessageBox")) != nullptr);
    auto* box = m_console->find<QMessageBox>("importSiteMessageBox");
    QVERIFY(box->defaultButton() == box->button(QMessageBox::Cancel));
    m_console->find<QPushButton>("confirmImportPushButton")->click();
    QTRY_COMPARE(m_console->engine.imports.size(), std::size_t{1});
    QTRY_COMPARE(m_console->find<QSpinBox>("gateway_threadsSpinBox")->value(), 3);
}

void TestSettingsPage::aBadSiteSaysWhere()
{
    showTab(6);
    auto* text = m_console->find<QPlainTextEdit>("siteTextPlainTextEdit");
    text->setPlainText(QStringLiteral("[gateway]\nthreads = 0\n"));
    m_console->engine.nextFailure =
        Error{ErrorCode::InvalidArgument, "site.toml:2:11: gateway.threads = 0: allowed is 1 … 64"};
    m_console->find<QPushButton>("importSitePushButton")->click();
    QTRY_VERIFY(m_console->window->findChild<QPushButton*>(QStringLiteral("confirmImportPushButton")) != nullptr);
    m_console->find<QPushButton>("confirmImportPushButton")->click();
    QTRY_VERIFY(m_console->find<QLabel>("siteSaidLabel")->text().contains(QStringLiteral("2:11")));
    QCOMPARE(text->textCursor().blockNumber(), 1);
    QCOMPARE(text->textCursor().selectedText(), QStringLiteral("0"));
}

QTEST_MAIN(TestSettingsPage)
#include "tst_settingspage.moc"
