// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

#include "ui/enginelink.h"

namespace straightline::ui
{

class ReceiptPanel;

/// The receipt of one request beside whatever page asked for it; another request takes its place. GUI thread.
class ReceiptDialog : public QDialog
{
    Q_OBJECT
public:
    explicit ReceiptDialog(EngineLink& link, QWidget* parent = nullptr);
    void ask(std::uint64_t storeId);

private:
    EngineLink& m_link;
    ReceiptPanel* m_panel;
};

} // namespace straightline::ui
