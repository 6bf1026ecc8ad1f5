// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The part of SettingsPage that concerns the console itself: appearance, notices, about.
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QGuiApplication>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

#include "ui/language.h"
#include "ui/notices.h"
#include "ui/pages/settingspage.h"
#include "ui/text/format.h"
#include "ui/text/wording.h"
#include "ui/theme.h"

namespace straightline::ui
{
namespace
{

constexpr int kFieldWidth = 260;

QFormLayout* formIn(QWidget* page)
{
    auto* form = new QFormLayout(page);
    form->setContentsMargins(16, 16, 16, 16);
    form->setHorizontalSpacing(16);
    form->setVerticalSpacing(8);
    form->setFieldGrowthPolicy(QFormLayout::FieldsStayAtSizeHint);
    return form;
}

QCheckBox* checkBox(const char* objectName, const QString& text, const QString& tip, bool on, QWidget* parent)
{
    auto* box = new QCheckBox(text, parent);
    box->setObjectName(QLatin1String(objectName));
    box->setToolTip(tip);
    box->setChecked(on);
    return box;
}

} // namespace

QWidget* SettingsPage::buildAppearance()
{
    auto* page = new QWidget(this);
    QFormLayout* form = formIn(page);
    auto* theme = new QComboBox(page);
    theme->setObjectName(QStringLiteral("themeComboBox"));
    theme->setAccessibleName(tr("Theme"));
    theme->setToolTip(tr("Colours of the console; \"As the system\" follows the desktop while it runs."));
    theme->addItems({tr("As the system"), tr("Light"), tr("Dark"), tr("High contrast")});
    theme->setMinimumWidth(kFieldWidth);
    const auto showTheme = [this, theme] { theme->setCurrentIndex(static_cast<int>(m_theme.mode())); };
    showTheme();
    connect(&m_theme, &ThemeSwitch::changed, theme, showTheme);
    connect(theme, &QComboBox::activated, this,
            [this](int index) { m_theme.setMode(static_cast<ThemeSwitch::Mode>(index)); });
    auto* language = new QComboBox(page);
    language->setObjectName(QStringLiteral("languageComboBox"));
    language->setAccessibleName(tr("Language"));
    language->setToolTip(tr("Language of the console; numbers and dates follow it."));
    for (const QString& code : Language::codes())
        language->addItem(Language::nameOf(code), code);
    language->setCurrentIndex(language->findData(m_language.code()));
    language->setMinimumWidth(kFieldWidth);
    connect(language, &QComboBox::activated, this,
            [this, language](int index) { m_language.setCode(language->itemData(index).toString()); });
    QCheckBox* calm = checkBox("reduceMotionCheckBox", tr("Reduce &motion"),
                               tr("The charts move once a second instead of ten times."), m_link.isCalm(), page);
    connect(calm, &QCheckBox::toggled, this, [this](bool on) { m_link.setCalm(on); });
    form->addRow(tr("Theme"), theme);
    form->addRow(tr("Language"), language);
    form->addRow(QString(), calm);
    return page;
}

QWidget* SettingsPage::buildNotices()
{
    auto* page = new QWidget(this);
    QFormLayout* form = formIn(page);
    const NoticeSettings now = m_notices.settings();
    auto* head = new QLabel(tr("Desktop notices while the console runs. They also stand under Activity."), page);
    head->setWordWrap(true);
    head->setProperty("muted", true);
    QCheckBox* down = checkBox("noticeDownCheckBox", tr("A backend goes &down"),
                               tr("When its state becomes down or failed."), now.backendDown, page);
    QCheckBox* redeploy = checkBox("noticeRedeployCheckBox", tr("A redeploy fails"),
                                   tr("When a redeploy ends without success."), now.redeployFailed, page);
    QCheckBox* rolledBack =
        checkBox("noticeRolledBackCheckBox", tr("New thresholds fare worse than predicted"),
                 tr("When the watch of applied thresholds rolls them back, or would."), now.rolledBack, page);
    QCheckBox* failures = checkBox(
        "noticeFailuresCheckBox", tr("Failures exceed a limit"),
        tr("When for five seconds more of an application's requests fail than the limit says."), now.failures, page);
    auto* percent = new QDoubleSpinBox(page);
    percent->setObjectName(QStringLiteral("noticePercentDoubleSpinBox"));
    percent->setAccessibleName(tr("Limit of failures"));
    percent->setToolTip(tr("Share of an application's requests that fail, in percent; 0.1 … 100."));
    percent->setRange(0.1, 100.0);
    percent->setDecimals(1);
    percent->setSuffix(QStringLiteral(" %"));
    percent->setValue(now.failurePercent);
    percent->setMinimumWidth(kFieldWidth / 2);
    auto* quiet = new QSpinBox(page);
    quiet->setObjectName(QStringLiteral("noticeQuietSpinBox"));
    quiet->setAccessibleName(tr("Quiet time"));
    quiet->setToolTip(tr("Minutes before the same is told again; 1 … 1440."));
    quiet->setRange(1, 1'440);
    quiet->setSuffix(tr(" min"));
    quiet->setValue(static_cast<int>(now.quietFor.count()));
    quiet->setMinimumWidth(kFieldWidth / 2);
    const auto take = [=, this] {
        percent->setEnabled(failures->isChecked());
        m_notices.setSettings({down->isChecked(), redeploy->isChecked(), rolledBack->isChecked(), failures->isChecked(),
                               percent->value(), std::chrono::minutes(quiet->value())});
    };
    for (QCheckBox* box : {down, redeploy, rolledBack, failures})
        connect(box, &QCheckBox::toggled, page, take);
    connect(percent, &QDoubleSpinBox::valueChanged, page, take);
    connect(quiet, &QSpinBox::valueChanged, page, take);
    percent->setEnabled(now.failures);
    form->addRow(head);
    form->addRow(QString(), down);
    form->addRow(QString(), redeploy);
    form->addRow(QString(), rolledBack);
    form->addRow(QString(), failures);
    form->addRow(tr("Limit of failures"), percent);
    form->addRow(tr("&Quiet time"), quiet);
    return page;
}

QWidget* SettingsPage::buildAbout()
{
    auto* page = new QWidget(this);
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(8);
    auto* name = new QLabel(tr("StraightLine Console"), page);
    name->setProperty("heading", true);
    auto* facts = new QLabel(page);
    facts->setObjectName(QStringLiteral("aboutLabel"));
    facts->setWordWrap(true);
    facts->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    facts->setAccessibleName(tr("About"));
    const auto refresh = [this, facts] {
        const EngineStatus& status = m_link.status();
        const auto orNone = [](const std::string& text) { return text.empty() ? noData() : fromUtf8(text); };
        facts->setText(QStringList{tr("Version %1, Qt %2").arg(orNone(status.version), QLatin1String(qVersion())),
                                   tr("Clients connect to %1").arg(orNone(status.ingest)),
                                   tr("Clients connect with HTTPS to %1").arg(orNone(status.ingestTls)),
                                   tr("The management API is at %1").arg(orNone(status.control)),
                                   tr("Free software under the GNU General Public License, version 3 or later.")}
                           .join(QLatin1Char('\n')));
    };
    connect(&m_link, &EngineLink::statusChanged, facts, refresh);
    refresh();
    auto* copy = new QPushButton(tr("Copy"), page);
    copy->setObjectName(QStringLiteral("copyAboutPushButton"));
    copy->setToolTip(tr("Copy these lines, for example into a report"));
    copy->setAutoDefault(false);
    connect(copy, &QPushButton::clicked, facts, [facts] { QGuiApplication::clipboard()->setText(facts->text()); });
    layout->addWidget(name);
    layout->addWidget(facts);
    layout->addWidget(copy, 0, Qt::AlignLeft);
    layout->addStretch();
    return page;
}

} // namespace straightline::ui
