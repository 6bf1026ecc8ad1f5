// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/sizeedit.h"

#include <cmath>

#include <QComboBox>
#include <QHBoxLayout>
#include <QSignalBlocker>

#include "ui/pages/thresholdbar.h"

namespace straightline::ui
{

namespace
{
constexpr double kMega = 1e6;
} // namespace

SizeEdit::SizeEdit(const QString& objectName, const QString& accessibleName, QWidget* parent)
    : QWidget(parent)
    , m_number(new PlainSpinBox(this))
    , m_unit(new QComboBox(this))
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed); // in step with the other fields of a form
    m_number->setObjectName(objectName + QStringLiteral("DoubleSpinBox"));
    m_number->setAccessibleName(accessibleName);
    m_number->setFocusPolicy(Qt::StrongFocus);
    m_number->setRange(0.0, 1'099'511'627'776.0);
    m_number->setDecimals(6);
    m_number->setSpecialValueText(tr("no limit"));
    m_unit->setObjectName(objectName + QStringLiteral("UnitComboBox"));
    m_unit->setAccessibleName(tr("Unit of %1").arg(accessibleName));
    for (const auto& [symbol, factor] :
         {std::pair("B", 1.0), std::pair("kB", 1e3), std::pair("MB", kMega), std::pair("GB", 1e9),
          std::pair("KiB", 1024.0), std::pair("MiB", 1'048'576.0), std::pair("GiB", 1'073'741'824.0)})
        m_unit->addItem(QLatin1String(symbol), factor);
    m_unit->setCurrentIndex(m_unit->findData(kMega));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_number, 1);
    layout->addWidget(m_unit);
    setFocusProxy(m_number);
    const auto edited = [this] {
        m_edited = true;
        Q_EMIT changed();
    };
    connect(m_number, &QDoubleSpinBox::valueChanged, this, edited);
    connect(m_unit, &QComboBox::currentIndexChanged, this, edited);
}

std::uint64_t SizeEdit::bytes() const
{
    return m_edited ? static_cast<std::uint64_t>(std::llround(m_number->value() * m_unit->currentData().toDouble()))
                    : m_exact;
}

/// The largest decimal unit that says it in a few digits (1.5 MB rather than 1,500 kB), else such a binary one (8 MiB
/// rather than 8.388608 MB), else the largest decimal one.
int SizeEdit::unitFor(std::uint64_t bytes) const
{
    constexpr std::uint64_t kFew = 100; // two digits after the point
    int decimal = m_unit->findData(bytes == 0 ? kMega : 1.0);
    int shortest = -1;
    for (int unit = 0; unit < m_unit->count(); ++unit) {
        const auto factor = static_cast<std::uint64_t>(m_unit->itemData(unit).toDouble());
        if (bytes < factor || factor == 1)
            continue;
        const bool isBinary = m_unit->itemText(unit).contains(QLatin1Char('i'));
        const bool isShort = bytes * kFew % factor == 0;
        if (isShort && !(isBinary && shortest >= 0 && !m_unit->itemText(shortest).contains(QLatin1Char('i'))))
            shortest = unit;
        if (!isBinary)
            decimal = unit;
    }
    return shortest >= 0 ? shortest : decimal;
}

void SizeEdit::setBytes(std::uint64_t bytes)
{
    const QSignalBlocker quietNumber(m_number);
    const QSignalBlocker quietUnit(m_unit);
    m_exact = bytes;
    m_edited = false;
    m_unit->setCurrentIndex(unitFor(bytes));
    m_number->setValue(static_cast<double>(bytes) / m_unit->currentData().toDouble());
}

void SizeEdit::setZeroText(const QString& text)
{
    m_number->setSpecialValueText(text);
}

} // namespace straightline::ui
