// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/experiment/programbuild.h"

#include <QCryptographicHash>
#include <QFile>

namespace straightline::app
{

Result<std::string> buildOfProgram()
{
    QFile program(QStringLiteral("/proc/self/exe"));
    QCryptographicHash hash(QCryptographicHash::Sha256);
    if (!program.open(QFile::ReadOnly) || !hash.addData(&program))
        return failure(ErrorCode::Storage, "the program's own file /proc/self/exe cannot be read: which build this is "
                                           "is not known");
    return hash.result().toHex().first(16).toStdString();
}

} // namespace straightline::app
