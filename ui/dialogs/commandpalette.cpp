// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/commandpalette.h"

#include <QApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QTimer>
#include <QVBoxLayout>

#include "ui/icons.h"
#include "ui/theme.h"

namespace straightline::ui
{
namespace
{

constexpr int kPadding = 8;
constexpr int kIcon = 18;

/// Two lines for each entry: name and shortcut, and under them what it does, or why it cannot be done now.
class EntryPainter final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const override
    {
        return {0, 2 * option.fontMetrics.height() + 2 * kPadding};
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const ThemeColors& c = themeColors(option.palette);
        const bool chosen = option.state.testFlag(QStyle::State_Selected);
        const QString whyNot = index.data(PaletteModel::WhyNotRole).toString();
        painter->save();
        if (chosen) {
            painter->fillRect(option.rect, c.chosen);
            painter->fillRect(QRect(option.rect.topLeft(), QSize(3, option.rect.height())), c.accent);
        }
        QRect box = option.rect.adjusted(kPadding + 4, kPadding, -kPadding, -kPadding);
        const auto icon = index.data(Qt::DecorationRole).value<QIcon>();
        icon.paint(painter, QRect(box.left(), box.top(), kIcon, box.height()), Qt::AlignCenter,
                   whyNot.isEmpty() ? QIcon::Normal : QIcon::Disabled);
        box.setLeft(box.left() + kIcon + kPadding + 4);
        QRect line = box;
        line.setHeight(option.fontMetrics.height());
        const QString keys = index.data(PaletteModel::ShortcutRole).toString();
        const int keysWidth = keys.isEmpty() ? 0 : option.fontMetrics.horizontalAdvance(keys) + kPadding;
        painter->setPen(c.muted);
        painter->drawText(line, Qt::AlignRight | Qt::AlignVCenter, keys);
        painter->setPen(whyNot.isEmpty() ? c.text : c.muted);
        painter->drawText(line, Qt::AlignLeft | Qt::AlignVCenter,
                          option.fontMetrics.elidedText(index.data(Qt::DisplayRole).toString(), Qt::ElideMiddle,
                                                        line.width() - keysWidth));
        line.translate(0, line.height());
        painter->setPen(whyNot.isEmpty() ? c.muted : c.warning);
        painter->drawText(
            line, Qt::AlignLeft | Qt::AlignVCenter,
            option.fontMetrics.elidedText(whyNot.isEmpty() ? index.data(PaletteModel::HintRole).toString() : whyNot,
                                          Qt::ElideRight, line.width()));
        painter->restore();
    }
};

} // namespace

CommandPalette::CommandPalette(std::vector<PaletteEntry> entries, QWidget* parent)
    : QDialog(parent)
    , m_model(new PaletteModel(std::move(entries), this))
    , m_words(new QLineEdit(this))
    , m_list(new QListView(this))
    , m_nothing(new QLabel(tr("Nothing has these letters in its name. Delete some of them."), this))
{
    setObjectName(QStringLiteral("CommandPalette"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Commands"));
    setModal(true);
    m_words->setObjectName(QStringLiteral("paletteLineEdit"));
    m_words->setAccessibleName(tr("Letters of a command, page, application or backend"));
    m_words->setPlaceholderText(tr("Type letters of a command, page, application or backend"));
    m_words->setToolTip(tr("Up and Down choose, Enter does it, Esc closes."));
    m_words->setClearButtonEnabled(true);
    m_words->addAction(themedIcon(QStringLiteral("search"), IconColor::Muted), QLineEdit::LeadingPosition);
    m_words->installEventFilter(this);
    m_list->setObjectName(QStringLiteral("paletteListView"));
    m_list->setAccessibleName(tr("Commands"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new EntryPainter(m_list));
    m_list->setFocusPolicy(Qt::NoFocus); // the field keeps it: typing goes on while choosing
    m_list->setUniformItemSizes(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_nothing->setObjectName(QStringLiteral("paletteNothingLabel"));
    m_nothing->setProperty("muted", true);
    m_nothing->setWordWrap(true);
    m_nothing->hide();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->setSpacing(8);
    layout->addWidget(m_words);
    layout->addWidget(m_nothing);
    layout->addWidget(m_list, 1);
    connect(m_words, &QLineEdit::textChanged, this, &CommandPalette::type);
    connect(m_words, &QLineEdit::returnPressed, this, &CommandPalette::run);
    connect(m_list, &QAbstractItemView::clicked, this, &CommandPalette::run);
    choose(0);
    placeItself();
}

void CommandPalette::placeItself()
{
    const QWidget* over = parentWidget()->window();
    const int lines = fontMetrics().height();
    resize(std::min(over->width() - 32, std::max(560, 34 * lines)), std::min(over->height() - 96, 28 * lines));
    move(over->mapToGlobal(QPoint((over->width() - width()) / 2, 48)));
}

void CommandPalette::type(const QString& text)
{
    m_model->setTyped(text);
    const bool nothing = m_model->rowCount() == 0;
    m_nothing->setVisible(nothing);
    m_list->setVisible(!nothing);
    choose(0);
}

void CommandPalette::choose(int row)
{
    if (m_model->rowCount() > 0)
        m_list->setCurrentIndex(m_model->index(std::clamp(row, 0, m_model->rowCount() - 1)));
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event)
{
    if (watched != m_words || event->type() != QEvent::KeyPress)
        return QDialog::eventFilter(watched, event);
    const int row = m_list->currentIndex().row();
    const int page = std::max(1, m_list->height() / std::max(1, m_list->sizeHintForRow(0)) - 1);
    switch (static_cast<QKeyEvent*>(event)->key()) {
    case Qt::Key_Down:
        choose(row + 1);
        return true;
    case Qt::Key_Up:
        choose(row - 1);
        return true;
    case Qt::Key_PageDown:
        choose(row + page);
        return true;
    case Qt::Key_PageUp:
        choose(row - page);
        return true;
    default:
        return QDialog::eventFilter(watched, event);
    }
}

void CommandPalette::run()
{
    const PaletteEntry* entry = m_model->at(m_list->currentIndex().row());
    if (entry == nullptr)
        return;
    if (!entry->whyNot.isEmpty()) {
        QApplication::beep(); // the reason stands in its second line
        return;
    }
    // What it does may open a dialog of its own: not before this one is gone.
    QTimer::singleShot(0, parentWidget(), entry->run);
    accept();
}

} // namespace straightline::ui
