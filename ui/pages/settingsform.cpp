// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/settingsform.h"

#include <QComboBox>
#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QRegularExpression>
#include <QScopedValueRollback>
#include <QSpinBox>
#include <QStyle>

#include "ui/dialogs/sizeedit.h"
#include "ui/readonly.h"
#include "ui/text/allowedtext.h"
#include "ui/text/wording.h"

namespace straightline::ui
{
namespace
{

constexpr int kEditorCharacters = 20;
constexpr int kPathCharacters = 36;

QString unitOf(FieldUnit unit)
{
    switch (unit) {
    case FieldUnit::Millis:
        return QStringLiteral(" ms");
    case FieldUnit::BytesPerSecond:
        return QStringLiteral(" B/s");
    case FieldUnit::Days:
        return SettingsForm::tr(" days");
    default:
        return {};
    }
}

/// The object name of a field's editor: "gateway.limits.uri_bytes" → "gateway_limits_uri_bytes" and its class.
QString editorName(const SettingsField& field, const char* kind)
{
    return QString::fromLatin1(field.key).replace(QLatin1Char('.'), QLatin1Char('_')) + QLatin1String(kind);
}

/// A wheel that turns over a page must not change the value below it.
class WheelGuard final : public QObject
{
public:
    using QObject::QObject;
    bool eventFilter(QObject* watched, QEvent* event) override
    {
        if (event->type() != QEvent::Wheel || static_cast<QWidget*>(watched)->hasFocus())
            return false;
        event->ignore();
        return true;
    }
};

} // namespace

SettingsForm::SettingsForm(EngineLink& link, QWidget* parent)
    : QObject(parent)
    , m_link(link)
    , m_parent(parent)
{
    for (SettingsField& field : settingsFields()) {
        Row row;
        row.field = std::move(field);
        makeEditor(row);
        m_rows.push_back(std::move(row));
    }
    m_shown = present();
    revert();
    connect(&m_link, &EngineLink::siteChanged, this, &SettingsForm::takeSite);
}

void SettingsForm::makeEditor(Row& row)
{
    switch (row.field.unit) {
    case FieldUnit::Text:
        makeText(row);
        break;
    case FieldUnit::Bytes:
        makeSize(row);
        break;
    case FieldUnit::Upgrade:
        makeWord(row, {tr("Refuse them"), tr("Pass them on as a tunnel")});
        break;
    case FieldUnit::TlsVersion:
        makeWord(row, {QStringLiteral("TLS 1.2"), QStringLiteral("TLS 1.3")});
        break;
    case FieldUnit::Count:
    case FieldUnit::Millis:
    case FieldUnit::BytesPerSecond:
    case FieldUnit::Days:
        makeNumber(row);
        break;
    }
    row.editor->setToolTip(row.field.meaning);
    row.editor->setWhatsThis(row.field.meaning);
    auto* guard = new WheelGuard(row.editor);
    row.editor->installEventFilter(guard);
    for (QWidget* part : row.editor->findChildren<QWidget*>())
        part->installEventFilter(guard);
    offWhileReadOnly(m_link, row.editor);
}

void SettingsForm::makeText(Row& row)
{
    auto* edit = new QLineEdit(m_parent);
    edit->setObjectName(editorName(row.field, "LineEdit"));
    edit->setAccessibleName(row.field.title);
    edit->setPlaceholderText(row.field.zero);
    connect(edit, &QLineEdit::textChanged, this, &SettingsForm::check);
    row.editor = edit;
    row.value = [edit] { return QVariant(edit->text().trimmed()); };
    row.show = [edit](const QVariant& value) { edit->setText(value.toString()); };
}

void SettingsForm::makeNumber(Row& row)
{
    auto* box = new QSpinBox(m_parent);
    box->setObjectName(editorName(row.field, "SpinBox"));
    box->setAccessibleName(row.field.title);
    box->setRange(0, std::numeric_limits<int>::max()); // the engine's validation says what is allowed, and why not
    box->setSuffix(unitOf(row.field.unit));
    box->setGroupSeparatorShown(true);
    box->setSpecialValueText(row.field.zero);
    box->setFocusPolicy(Qt::StrongFocus);
    connect(box, &QSpinBox::valueChanged, this, &SettingsForm::check);
    row.editor = box;
    row.value = [box] { return QVariant::fromValue<qulonglong>(static_cast<qulonglong>(box->value())); };
    row.show = [box](const QVariant& value) {
        box->setValue(static_cast<int>(
            std::min<qulonglong>(value.toULongLong(), static_cast<qulonglong>(std::numeric_limits<int>::max()))));
    };
}

void SettingsForm::makeSize(Row& row)
{
    auto* edit = new SizeEdit(editorName(row.field, ""), row.field.title, m_parent);
    edit->setObjectName(editorName(row.field, "SizeEdit"));
    edit->setZeroText(row.field.zero);
    connect(edit, &SizeEdit::changed, this, &SettingsForm::check);
    row.editor = edit;
    row.value = [edit] { return QVariant::fromValue<qulonglong>(edit->bytes()); };
    row.show = [edit](const QVariant& value) { edit->setBytes(value.toULongLong()); };
}

void SettingsForm::makeWord(Row& row, const QStringList& words)
{
    auto* box = new QComboBox(m_parent);
    box->setObjectName(editorName(row.field, "ComboBox"));
    box->setAccessibleName(row.field.title);
    box->addItems(words);
    box->setFocusPolicy(Qt::StrongFocus);
    connect(box, &QComboBox::currentIndexChanged, this, &SettingsForm::check);
    row.editor = box;
    row.value = [box] { return QVariant::fromValue<qulonglong>(static_cast<qulonglong>(box->currentIndex())); };
    row.show = [box](const QVariant& value) { box->setCurrentIndex(value.toInt()); };
}

QWidget* SettingsForm::build(FieldGroup group, const QString& note)
{
    auto* page = new QWidget(m_parent);
    auto* grid = new QGridLayout(page);
    grid->setContentsMargins(16, 16, 16, 16);
    grid->setHorizontalSpacing(16);
    grid->setVerticalSpacing(8);
    auto* head = new QLabel(note, page);
    head->setWordWrap(true);
    head->setProperty("muted", true);
    grid->addWidget(head, 0, 0, 1, 3);
    int line = 1;
    for (Row& row : m_rows) {
        if (row.field.group != group)
            continue;
        auto* title = new QLabel(row.field.title, page);
        title->setBuddy(row.editor);
        row.editor->setFixedWidth((group == FieldGroup::Https ? kPathCharacters : kEditorCharacters)
                                  * page->fontMetrics().horizontalAdvance(QLatin1Char('0')));
        row.hint = new QLabel(row.field.meaning, page);
        row.hint->setObjectName(editorName(row.field, "HintLabel"));
        row.hint->setWordWrap(true);
        row.hint->setProperty("muted", true);
        row.hint->setTextInteractionFlags(Qt::TextSelectableByMouse);
        grid->addWidget(title, line, 0);
        grid->addWidget(row.editor, line, 1);
        grid->addWidget(row.hint, line, 2);
        ++line;
    }
    grid->setColumnStretch(2, 1);
    grid->setRowStretch(line, 1);
    return page;
}

PutSettings SettingsForm::present() const
{
    return {m_link.site()->gateway, m_link.site()->retention};
}

bool SettingsForm::isEdited(const Row& row) const
{
    return row.value() != row.field.get(m_shown);
}

bool SettingsForm::isEdited() const
{
    return std::any_of(m_rows.begin(), m_rows.end(), [this](const Row& row) { return isEdited(row); });
}

PutSettings SettingsForm::settings() const
{
    PutSettings settings = present();
    for (const Row& row : m_rows) {
        if (isEdited(row))
            row.field.set(settings, row.value());
    }
    return settings;
}

void SettingsForm::revert()
{
    m_shown = present();
    {
        const QScopedValueRollback taking(m_taking, true);
        for (const Row& row : m_rows)
            row.show(row.field.get(m_shown));
    }
    check();
}

void SettingsForm::takeSite()
{
    {
        const QScopedValueRollback taking(m_taking, true);
        const PutSettings now = present();
        for (const Row& row : m_rows) {
            if (!isEdited(row))
                row.show(row.field.get(now));
        }
        m_shown = now;
    }
    check();
}

QString SettingsForm::problemOf(const Row& row) const
{
    SiteConfiguration site;
    const PutSettings all = settings();
    site.gateway = all.gateway;
    site.retention = all.retention;
    // Validation stops at the first problem: so that each field is heard, the others are as the engine has them.
    SiteConfiguration alone;
    alone.gateway = present().gateway;
    alone.retention = present().retention;
    PutSettings one = present();
    row.field.set(one, row.value());
    alone.gateway = one.gateway;
    alone.retention = one.retention;
    static const QRegularExpression shape(QStringLiteral("^([a-z_.]+) = (.*): allowed is (.*)$"),
                                          QRegularExpression::DotMatchesEverythingOption);
    for (const SiteConfiguration& each : {alone, site}) {
        const Result<void> good = validate(each);
        if (good)
            continue;
        const QRegularExpressionMatch match = shape.match(fromUtf8(good.error().detail));
        if (match.captured(1) == QLatin1String(row.field.key))
            return tr("%1 does not work. Allowed: %2").arg(match.captured(2), allowedText(match.captured(3)));
    }
    return {};
}

void SettingsForm::check()
{
    if (m_taking)
        return;
    for (Row& row : m_rows) {
        if (row.hint != nullptr)
            mark(row, problemOf(row));
    }
    SiteConfiguration site;
    const PutSettings all = settings();
    site.gateway = all.gateway;
    site.retention = all.retention;
    m_valid = validate(site).has_value();
    Q_EMIT changed();
}

void SettingsForm::mark(Row& row, const QString& problem)
{
    const bool bad = !problem.isEmpty();
    row.hint->setText(bad ? problem : row.field.meaning);
    row.editor->setAccessibleDescription(row.hint->text());
    if (row.hint->property("bad").toBool() == bad)
        return;
    row.hint->setProperty("bad", bad);
    row.hint->setProperty("muted", !bad);
    row.editor->setProperty("invalid", bad);
    for (QWidget* widget : {static_cast<QWidget*>(row.hint), row.editor}) {
        widget->style()->unpolish(widget);
        widget->style()->polish(widget);
    }
}

} // namespace straightline::ui
