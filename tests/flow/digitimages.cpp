// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "digitimages.h"

#include <QBuffer>
#include <QFile>
#include <QImage>

#include <nlohmann/json.hpp>

namespace straightline::flow
{
namespace
{

const QString kModelDir = QStringLiteral(DEMO_MODEL_DIR);

uchar gray(int value)
{
    return static_cast<uchar>((value * 255 + 8) / 16);
}

} // namespace

std::vector<Digit> testSplit()
{
    std::vector<Digit> digits;
    QFile file(kModelDir + QStringLiteral("/digits_test.csv"));
    if (!file.open(QIODevice::ReadOnly))
        return digits;
    file.readLine(); // label,predicted,p0,…,p63
    while (!file.atEnd()) {
        const QList<QByteArray> fields = file.readLine().trimmed().split(',');
        if (fields.size() != 66)
            continue;
        Digit digit{fields[0].toInt(), fields[1].toInt(), {}};
        for (qsizetype i = 2; i < fields.size(); ++i)
            digit.pixels.push_back(fields[i].toInt());
        digits.push_back(std::move(digit));
    }
    return digits;
}

int testCorrect()
{
    QFile file(kModelDir + QStringLiteral("/digits.json"));
    if (!file.open(QIODevice::ReadOnly))
        return -1;
    return nlohmann::json::parse(file.readAll().toStdString()).at("test_correct").get<int>();
}

std::string png(const Digit& digit, int scale, bool compressed)
{
    QImage image(8 * scale, 8 * scale, QImage::Format_Grayscale8);
    for (int y = 0; y < image.height(); ++y) {
        uchar* line = image.scanLine(y);
        for (int x = 0; x < image.width(); ++x)
            line[x] = gray(digit.pixels[static_cast<std::size_t>(y / scale * 8 + x / scale)]);
    }
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG", compressed ? -1 : 100);
    return bytes.toStdString();
}

std::string inferRequest(const Digit& digit, const std::string& id)
{
    std::vector<int> levels;
    for (const int value : digit.pixels)
        levels.push_back(gray(value));
    const nlohmann::json request{
        {"id", id}, {"inputs", {{{"name", "image"}, {"shape", {8, 8}}, {"datatype", "UINT8"}, {"data", levels}}}}};
    return request.dump();
}

} // namespace straightline::flow
