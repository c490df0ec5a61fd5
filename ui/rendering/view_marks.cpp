#include "ui/rendering/view_marks.h"

#include "ui/rendering/colour_tokens.h"
#include "ui/rendering/risk_ramp.h"
#include "ui/rendering/view_overlay.h"

#include <QCoreApplication>
#include <QFontMetrics>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace limpid::rendering {
namespace {

constexpr int barWidest = 120; ///< pixels of the widget
constexpr int legendHeight = 120;
constexpr int legendWidth = 10;
constexpr int gap = 4;
constexpr int markReach = 8;
constexpr int crosshairGap = 12; ///< left free around the place itself

QString words(const char* text)
{
  return QCoreApplication::translate("limpid::rendering::ViewMarks", text);
}

/// Twice: a dark line under a light one is seen on any image.
void drawHaloLines(QPainter& painter, const std::vector<QLineF>& lines, const QColor& colour)
{
  const QList<QLineF> list(lines.begin(), lines.end());
  painter.setPen(QPen(QColor(0, 0, 0, 160), 3.0));
  painter.drawLines(list);
  painter.setPen(QPen(colour, 1.0));
  painter.drawLines(list);
}

void drawLetters(QPainter& painter, const imaging::EdgeLetters& letters, const QRect& inner)
{
  const QColor ink = tokenColour(QStringLiteral("overlay"));
  const auto draw = [&](int alignment, const std::string& letter) {
    drawHaloText(painter, inner, alignment, QString::fromStdString(letter), ink);
  };
  draw(Qt::AlignLeft | Qt::AlignVCenter, letters.left);
  draw(Qt::AlignRight | Qt::AlignVCenter, letters.right);
  draw(Qt::AlignHCenter | Qt::AlignTop, letters.top);
  draw(Qt::AlignHCenter | Qt::AlignBottom, letters.bottom);
}

void drawScaleBar(QPainter& painter, double pixelsPerMm, const QRect& inner)
{
  const double length = scaleBarLengthMm(barWidest / pixelsPerMm);
  if (!(length > 0.0))
    return;
  const QColor ink = tokenColour(QStringLiteral("overlay"));
  const double pixels = length * pixelsPerMm;
  const double left = inner.left() + 0.5;
  const double bottom = inner.center().y() + pixels / 2.0;
  const double top = bottom - pixels;
  const double x = left + 24.0; // beside the letter of the edge
  drawHaloLines(painter,
                {{x, top, x, bottom}, {x - 4, top, x + 4, top}, {x - 4, bottom, x + 4, bottom}},
                ink);
  const QString text = length >= 10.0
                           ? words(QT_TRANSLATE_NOOP("limpid::rendering::ViewMarks", "%1 cm"))
                                 .arg(QLocale().toString(length / 10.0))
                           : words(QT_TRANSLATE_NOOP("limpid::rendering::ViewMarks", "%1 mm"))
                                 .arg(QLocale().toString(length));
  drawHaloText(painter, QRectF(x + 8, bottom - 16, 80, 16), Qt::AlignLeft | Qt::AlignBottom, text,
               ink);
}

void drawCrosshair(QPainter& painter, QPointF at, const QRectF& image)
{
  drawHaloLines(painter,
                {{image.left(), at.y(), at.x() - crosshairGap, at.y()},
                 {at.x() + crosshairGap, at.y(), image.right(), at.y()},
                 {at.x(), image.top(), at.x(), at.y() - crosshairGap},
                 {at.x(), at.y() + crosshairGap, at.x(), image.bottom()}},
                tokenColour(QStringLiteral("overlayAccent")));
}

void drawPointer(QPainter& painter, QPointF at)
{
  drawHaloLines(painter,
                {{at.x() - markReach, at.y(), at.x() + markReach, at.y()},
                 {at.x(), at.y() - markReach, at.x(), at.y() + markReach}},
                tokenColour(QStringLiteral("overlayAccent")));
}

void drawOutline(QPainter& painter, const std::vector<QLineF>& outline,
                 const ViewProjection& projection)
{
  QList<QLineF> lines;
  lines.reserve(static_cast<qsizetype>(outline.size()));
  for (const QLineF& line : outline)
    lines.append({projection.positionOf(line.p1()), projection.positionOf(line.p2())});
  painter.setPen(QPen(tokenColour(QStringLiteral("overlay")), 1.0));
  painter.drawLines(lines);
}

void drawPolygon(QPainter& painter, const QPolygonF& polygon, const ViewProjection& projection)
{
  std::vector<QLineF> lines;
  for (qsizetype corner = 0; corner + 1 < polygon.size(); ++corner)
    lines.emplace_back(projection.positionOf(polygon[corner]),
                       projection.positionOf(polygon[corner + 1]));
  const QColor accent = tokenColour(QStringLiteral("overlayAccent"));
  drawHaloLines(painter, lines, accent);
  painter.setBrush(accent);
  for (const QPointF& corner : polygon)
    painter.drawEllipse(projection.positionOf(corner), 2.5, 2.5);
  painter.setBrush(Qt::NoBrush);
}

QString numberText(double value, double range)
{
  const int decimals = range >= 20.0 || !(range > 0.0)
                           ? 0
                           : std::clamp(1 - int(std::floor(std::log10(range))), 0, 6);
  return QLocale().toString(value, 'f', decimals);
}

std::vector<std::pair<double, QString>> legendTicks(const MapOverlay& legend)
{
  std::vector<std::pair<double, QString>> ticks;
  if (!legend.words.empty()) {
    for (std::size_t step = 0; step < legend.words.size(); ++step)
      ticks.emplace_back(legend.words.size() == 1
                             ? 1.0
                             : static_cast<double>(step) /
                                   static_cast<double>(legend.words.size() - 1),
                         legend.words[step]);
    return ticks;
  }
  const double range = legend.high - legend.low;
  for (const double share : {0.0, 0.5, 1.0})
    ticks.emplace_back(share, numberText(legend.low + share * range, range));
  return ticks;
}

void drawLegend(QPainter& painter, const MapOverlay& legend, const QRect& inner)
{
  const QColor ink = tokenColour(QStringLiteral("overlay"));
  const int top = inner.center().y() - legendHeight / 2;
  const QRect bar(inner.right() - 24 - legendWidth, top, legendWidth, legendHeight);
  const std::vector<QColor> ramp = overlayRamp(legendHeight);
  for (int y = 0; y < legendHeight; ++y)
    painter.fillRect(bar.left(), top + legendHeight - 1 - y, legendWidth, 1,
                     ramp[static_cast<std::size_t>(y)]);
  painter.setPen(QPen(Qt::black, 1.0));
  painter.drawRect(bar.adjusted(-1, -1, 0, 0));
  for (const auto& [share, text] : legendTicks(legend)) {
    const double y = top + (1.0 - share) * (legendHeight - 1);
    drawHaloText(painter, QRectF(bar.left() - 124, y - 8, 120, 16),
                 Qt::AlignRight | Qt::AlignVCenter, text, ink);
  }
  const QString title = legend.unit.isEmpty()
                            ? legend.title
                            : words(QT_TRANSLATE_NOOP("limpid::rendering::ViewMarks", "%1 (%2)"))
                                  .arg(legend.title, legend.unit);
  drawHaloText(painter, QRectF(inner.left(), top - 32, bar.right() - inner.left(), 16),
               Qt::AlignRight | Qt::AlignBottom, title, ink);
}

} // namespace

double scaleBarLengthMm(double widestMm)
{
  if (!(widestMm > 0.0) || !std::isfinite(widestMm))
    return 0.0;
  const double power = std::pow(10.0, std::floor(std::log10(widestMm)));
  for (const double factor : {5.0, 2.0})
    if (factor * power <= widestMm)
      return factor * power;
  return power;
}

void drawMarks(QPainter& painter, const ViewMarks& marks, const ViewProjection& projection,
               const QRect& inner)
{
  painter.save();
  drawOutline(painter, marks.outline, projection);
  if (marks.crosshair)
    drawCrosshair(painter, projection.positionOf(*marks.crosshair), projection.imageRect());
  if (marks.pointer)
    drawPointer(painter, projection.positionOf(*marks.pointer));
  if (!marks.polygon.isEmpty())
    drawPolygon(painter, marks.polygon, projection);
  // Small views have room for the image's own words only.
  const bool roomy = inner.width() >= 200 && inner.height() >= 180;
  if (marks.letters)
    drawLetters(painter, *marks.letters, inner);
  if (const auto pixelsPerMm = projection.pixelsPerMm(); pixelsPerMm && marks.scaleBar && roomy)
    drawScaleBar(painter, *pixelsPerMm, inner);
  if (marks.legend && roomy)
    drawLegend(painter, *marks.legend, inner);
  painter.restore();
}

} // namespace limpid::rendering
