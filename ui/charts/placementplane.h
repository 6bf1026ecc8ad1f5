// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include <QPixmap>
#include <QWidget>

#include "ui/charts/planegrid.h"

namespace straightline::ui
{

/// One request on the plane.
struct PlaneDot {
    double frequencyHz = 0.0;
    std::uint64_t sizeBytes = 0;
    Tier tier = Tier::Local;
    bool failed = false;
    std::uint64_t id = 0; ///< of the store
    std::int64_t arrivalUnixMicros = 0;
    Reason reason = Reason::None;
    std::uint16_t status = 0;  ///< 0 = no answer
    QString backend;           ///< empty = none
    bool isBackground = false; ///< drawn small
    QString simulated{};       ///< what would happen to it, said in place of what did
};

QString dotText(const PlaneDot& dot); ///< what hovering shows

/// The decision plane: what would be decided at every frequency and size, as areas in the tiers' colours and patterns;
/// F and D as lines that mouse and keys move; the latest requests as dots. Drawn once per change into a picture; ghost
/// lines and the mark of the current dot go over it. GUI thread; owned by the Placement page.
class PlacementPlane : public QWidget
{
    Q_OBJECT
public:
    explicit PlacementPlane(QWidget* parent = nullptr);

    /// The map must have been asked at `grid`.
    void showMap(const PlacementMap& map, const PlaneGrid& grid);
    void showNothing(const QString& why);
    void setDots(std::vector<PlaneDot> dots); ///< in the order of drawing: those of the background first
    void setLimits(std::vector<PlaneLimit> limits);
    void setThresholds(const Thresholds& thresholds);
    /// With the reason why not.
    void setMovable(bool movable, const QString& whyNot);

    /// Where to ask now; with the ghost's thresholds while one is dragged.
    PlaneGrid grid() const;
    const std::optional<Thresholds>& ghost() const { return m_ghost; }
    const std::optional<PlacementMap>& map() const { return m_map; }
    const std::vector<PlaneDot>& dots() const { return m_dots; }
    const std::vector<PlaneLimit>& limits() const { return m_limits; }
    QRectF plotRect() const;
    QPointF pointOf(double frequencyHz, double sizeBytes) const;
    double frequencyAt(double x) const; ///< requests/s, kept inside the plot
    double sizeAt(double y) const;      ///< bytes, kept inside the plot
    QString textAt(QPointF at) const;   ///< what hovering shows there
    QPixmap picture();                  ///< as shown, without ghost
    QSize minimumSizeHint() const override { return {420, 240}; }

Q_SIGNALS:
    void ghostMoved(); ///< or given up: see ghost()
    void thresholdsDropped(const straightline::Thresholds& thresholds);
    void dotChosen(quint64 id);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    enum class Line { None, F, D };
    static constexpr int kNoDot = -1;

    Line lineAt(QPointF at) const;
    int dotAt(QPointF at) const;
    void moveGhost(Line line, double value);
    void nudge(Line line, int steps);
    void giveUp();
    void drop();
    void rescale();
    void redraw();
    void chooseDot(int dot);
    std::vector<std::uint64_t> limitSizes() const;

    void paintPicture();
    void paintAreas(QPainter& painter) const;
    void paintAxes(QPainter& painter) const;
    void paintLimits(QPainter& painter) const;
    void paintDots(QPainter& painter) const;
    void paintLabels(QPainter& painter) const;
    void paintLines(QPainter& painter, const Thresholds& thresholds, bool ghost) const;

    std::optional<PlacementMap> m_map;
    PlaneGrid m_mapGrid;
    PlaneExtent m_extent;
    Thresholds m_thresholds;
    std::vector<PlaneDot> m_dots;
    std::vector<PlaneLimit> m_limits;
    QString m_nothing;
    QString m_whyNotMovable;
    bool m_movable = false;
    std::optional<Thresholds> m_ghost;
    Line m_dragged = Line::None;
    int m_dot = kNoDot; ///< the current one
    QPixmap m_picture;
    bool m_stale = true;
};

} // namespace straightline::ui
