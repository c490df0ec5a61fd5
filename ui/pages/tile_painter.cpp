#include "ui/pages/tile_painter.h"

#include "ui/rendering/colour_tokens.h"
#include "ui/rendering/risk_ramp.h"

#include <QCoreApplication>
#include <QFontMetrics>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace limpid::pages {

using namespace Qt::StringLiterals;
using rendering::tokenColour;

namespace {

constexpr int shadesOfRamp = 64;
constexpr int captionPixels = 11;
constexpr int handleEdge = 20;
constexpr int stackStep = 3; // the sheets that look out behind the top one of a stack
constexpr int pipEdge = 5;
constexpr int pips = 5;
constexpr double leftOutOpacity = 0.35;
constexpr int leastHatchedWidth = 3;

} // namespace

void TilePainter::takeTheme(const QFont& font)
{
  m_ramp = rendering::riskRamp(shadesOfRamp);
  m_caption = font;
  m_caption.setPixelSize(captionPixels);
  m_heading = font;
  m_heading.setWeight(QFont::DemiBold);
  m_text = tokenColour(u"text"_s);
  m_text2 = tokenColour(u"text2"_s);
  m_muted = tokenColour(u"muted"_s);
  m_accent = tokenColour(u"accent"_s);
  m_selection = tokenColour(u"selection"_s);
  m_surface = tokenColour(u"surface"_s);
  m_raised = tokenColour(u"raised"_s);
  m_line = tokenColour(u"line"_s);
  m_canvas = tokenColour(u"canvas"_s);
  m_overlay = tokenColour(u"overlay"_s);
  m_warn = tokenColour(u"warn"_s);
}

QSize TilePainter::tileSize(int edge)
{
  return {edge + 2 * padding,
          edge + 2 * stackStep + 2 * padding + 2 + stripHeight + 2 * lineHeight};
}

QRect TilePainter::imageRect(const QRect& tile)
{
  const int edge = tile.width() - 2 * padding;
  return {tile.left() + padding, tile.top() + padding + 2 * stackStep, edge, edge};
}

QRect TilePainter::handleRect(const QRect& tile)
{
  const QRect image = imageRect(tile);
  return {image.left() + 3, image.top() + 3, handleEdge, handleEdge};
}

void TilePainter::draw(QPainter& painter, const QRect& tile, const TileLook& look) const
{
  drawBackground(painter, tile, look);
  drawImage(painter, tile, look);
  if (look.isStack)
    drawHandle(painter, tile, look);
  const QRect image = imageRect(tile);
  drawStrip(painter, {image.left(), image.bottom() + 3, image.width(), stripHeight}, look);
  drawWords(painter, tile, look);
}

void TilePainter::drawBackground(QPainter& painter, const QRect& tile, const TileLook& look) const
{
  const bool joined = look.isInOpenStack || look.isOpen;
  if (joined) // one band from the stack to its last image
    painter.fillRect(tile.adjusted(-padding, 0, padding, 0), m_surface);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(Qt::NoPen);
  if (look.isSelected) {
    painter.setBrush(m_selection);
    painter.drawRoundedRect(tile, 4, 4);
  }
  painter.setBrush(Qt::NoBrush);
  if (look.isCurrent) {
    painter.setPen(QPen(m_accent, 2));
    painter.drawRoundedRect(QRectF(tile).adjusted(1, 1, -1, -1), 4, 4);
  } else if (look.isPartlySelected) {
    painter.setPen(QPen(m_accent, 1, Qt::DashLine));
    painter.drawRoundedRect(QRectF(tile).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
  }
  painter.setRenderHint(QPainter::Antialiasing, false);
}

void TilePainter::drawImage(QPainter& painter, const QRect& tile, const TileLook& look) const
{
  const QRect frame = imageRect(tile);
  if (look.isStack)
    for (int sheet = 2; sheet > 0; --sheet) {
      const QRect behind =
          frame.adjusted(sheet * stackStep, -sheet * stackStep, -sheet * stackStep, 0);
      painter.fillRect(behind.left(), behind.top(), behind.width(), stackStep - 1,
                       sheet == 1 ? m_muted : m_line);
    }
  painter.fillRect(frame, m_canvas);
  if (look.isLeftOut)
    painter.setOpacity(leftOutOpacity);
  if (look.pixmap != nullptr) {
    // It has as many pixels as the screen has there.
    QRect target(QPoint(), look.pixmap->size().scaled(frame.size(), Qt::KeepAspectRatio));
    target.moveCenter(frame.center());
    painter.drawPixmap(target, *look.pixmap);
  } else if (!look.problem.isEmpty()) {
    painter.setFont(m_caption);
    painter.setPen(m_overlay);
    painter.drawText(frame.adjusted(4, 4, -4, -4), Qt::AlignCenter | Qt::TextWordWrap,
                     look.problem);
  } else {
    painter.fillRect(frame.adjusted(1, 1, -1, -1), m_raised);
  }
  painter.setOpacity(1.0);
}

void TilePainter::drawHandle(QPainter& painter, const QRect& tile, const TileLook& look) const
{
  const QRect frame = imageRect(tile);
  const QString count = QLocale().toString(look.images);
  painter.setFont(m_caption);
  const int wide = painter.fontMetrics().horizontalAdvance(count) + 10;
  const QRect badge(frame.right() - wide - 2, frame.top() + 3, wide, lineHeight + 2);
  const QRect handle = handleRect(tile);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(Qt::NoPen);
  painter.setBrush(QColor(0, 0, 0, 190));
  painter.drawRoundedRect(badge, 4, 4);
  painter.drawRoundedRect(handle, 4, 4);
  painter.setPen(m_overlay);
  painter.drawText(badge, Qt::AlignCenter, count);
  painter.setPen(QPen(m_overlay, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
  const QPointF middle = QRectF(handle).center();
  const QPolygonF arrow =
      look.isOpen
          ? QPolygonF({middle + QPointF(-4, -2), middle + QPointF(0, 2), middle + QPointF(4, -2)})
          : QPolygonF({middle + QPointF(-2, -4), middle + QPointF(2, 0), middle + QPointF(-2, 4)});
  painter.drawPolyline(arrow);
  painter.setRenderHint(QPainter::Antialiasing, false);
}

void TilePainter::drawStrip(QPainter& painter, const QRect& strip, const TileLook& look) const
{
  const auto count = static_cast<int>(look.shades.size());
  for (int at = 0; at < count; ++at) {
    const int left = strip.left() + at * strip.width() / count;
    const int right = strip.left() + (at + 1) * strip.width() / count;
    if (right <= left)
      continue; // more images than pixels: those that fall on one share it
    const QRect part(left, strip.top(), right - left, strip.height());
    if (const std::optional<double>& shade = look.shades[static_cast<std::size_t>(at)]) {
      painter.fillRect(part,
                       m_ramp[static_cast<std::size_t>(std::lround(*shade * (shadesOfRamp - 1)))]);
    } else if (part.width() >= leastHatchedWidth || count == 1) {
      painter.fillRect(part, QBrush(m_muted, Qt::BDiagPattern));
    } else {
      painter.fillRect(part.adjusted(0, strip.height() / 2, 0, 0), m_muted);
    }
  }
}

int TilePainter::drawPips(QPainter& painter, const QRect& line, const TileLook& look) const
{
  if (!look.pips)
    return 0;
  constexpr int pitch = pipEdge + 2;
  const int width = pips * pitch;
  painter.setRenderHint(QPainter::Antialiasing);
  for (int pip = 0; pip < pips; ++pip) {
    const QRectF dot(line.right() - width + pip * pitch + 1,
                     line.top() + (line.height() - pipEdge) / 2.0, pipEdge, pipEdge);
    painter.setPen(QPen(pip < *look.pips ? m_text : m_muted, 1));
    painter.setBrush(pip < *look.pips ? QBrush(m_text) : QBrush(Qt::NoBrush));
    painter.drawEllipse(dot);
  }
  painter.setRenderHint(QPainter::Antialiasing, false);
  painter.setBrush(Qt::NoBrush);
  return width + 4;
}

void TilePainter::drawWords(QPainter& painter, const QRect& tile, const TileLook& look) const
{
  const QRect image = imageRect(tile);
  const QRect upper(image.left(), image.bottom() + 3 + stripHeight, image.width(), lineHeight);
  const QRect lower = upper.translated(0, lineHeight);
  painter.setFont(m_caption);
  const QFontMetrics metrics = painter.fontMetrics();
  painter.setPen(m_text);
  painter.drawText(upper, Qt::AlignLeft | Qt::AlignVCenter,
                   metrics.elidedText(look.title, Qt::ElideRight, upper.width()));
  const int taken = drawPips(painter, lower, look);
  QString value = look.value;
  painter.setPen(look.isSelected ? m_text : m_text2);
  if (look.isLeftOut) {
    value = QCoreApplication::translate("limpid::pages::ContactSheet", "left out");
  } else if (look.isLater) {
    value = QCoreApplication::translate("limpid::pages::ContactSheet", "later · %1").arg(value);
    painter.setPen(look.isSelected ? m_text : m_warn);
  }
  painter.drawText(lower, Qt::AlignLeft | Qt::AlignVCenter,
                   metrics.elidedText(value, Qt::ElideRight, lower.width() - taken));
}

void TilePainter::drawHeading(QPainter& painter, const QRect& place, const QString& title,
                              const QString& count) const
{
  painter.setFont(m_heading);
  painter.setPen(m_text);
  const QFontMetrics metrics = painter.fontMetrics();
  painter.setFont(m_caption);
  const int countWidth = painter.fontMetrics().horizontalAdvance(count);
  painter.setFont(m_heading);
  const QString shown = metrics.elidedText(title, Qt::ElideRight, place.width() - countWidth - 12);
  painter.drawText(place, Qt::AlignLeft | Qt::AlignVCenter, shown);
  painter.setFont(m_caption);
  painter.setPen(m_text2);
  painter.drawText(place.adjusted(metrics.horizontalAdvance(shown) + 12, 1, 0, 1),
                   Qt::AlignLeft | Qt::AlignVCenter, count);
}

} // namespace limpid::pages
