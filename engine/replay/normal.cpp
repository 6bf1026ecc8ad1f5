// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/replay/normal.h"

#include <array>

namespace straightline::replay
{

double normalQuantile(double p)
{
    constexpr std::array<double, 8> a{3.3871328727963666080, 133.14166789178437745, 1971.5909503065514427,
                                      13731.693765509461125, 45921.953931549871457, 67265.770927008700853,
                                      33430.575583588128105, 2509.0809287301226727};
    constexpr std::array<double, 8> b{1.0,
                                      42.313330701600911252,
                                      687.18700749205790830,
                                      5394.1960214247511077,
                                      21213.794301586595867,
                                      39307.895800092710610,
                                      28729.085735721942674,
                                      5226.4952788528545610};
    constexpr std::array<double, 8> c{1.42343711074968357734,   4.63033784615654529590,   5.76949722146069140550,
                                      3.64784832476320460504,   1.27045825245236838258,   0.241780725177450611770,
                                      0.0227238449892691845833, 7.74545014278341407640e-4};
    constexpr std::array<double, 8> d{1.0,
                                      2.05319162663775882187,
                                      1.67638483018380384940,
                                      0.689767334985100004550,
                                      0.148103976427480074590,
                                      0.0151986665636164571966,
                                      5.47593808499534494600e-4,
                                      1.05075007164441684324e-9};
    constexpr std::array<double, 8> e{6.65790464350110377720,    5.46378491116411436990,   1.78482653991729133580,
                                      0.296560571828504891230,   0.0265321895265761230930, 0.00124266094738807843860,
                                      2.71155556874348757815e-5, 2.01033439929228813265e-7};
    constexpr std::array<double, 8> f{1.0,
                                      0.599832206555887937690,
                                      0.136929880922735805310,
                                      0.0148753612908506148525,
                                      7.86869131145613259100e-4,
                                      1.84631831751005468180e-5,
                                      1.42151175831644588870e-7,
                                      2.04426310338993978564e-15};
    const auto ratio = [](const std::array<double, 8>& over, const std::array<double, 8>& under, double x) {
        double top = over[7];
        double bottom = under[7];
        for (std::size_t i = 7; i-- > 0;) {
            top = top * x + over[i];
            bottom = bottom * x + under[i];
        }
        return top / bottom;
    };
    const double q = p - 0.5;
    if (std::abs(q) <= 0.425)
        return q * ratio(a, b, 0.180625 - q * q);
    const double r = std::sqrt(-std::log(q < 0 ? p : 1.0 - p));
    const double tail = r <= 5.0 ? ratio(c, d, r - 1.6) : ratio(e, f, r - 5.0);
    return q < 0 ? -tail : tail;
}

} // namespace straightline::replay
