#include "ui/rendering/view_overlay.h"

#include "ui/rendering/colour_tokens.h"
#include "ui/rendering/magnifier.h"

#include <QCoreApplication>
#include <QFontMetrics>
#include <QPainterPath>

#include <vector>

namespace limpid::rendering {
namespace {

constexpr int overlayFontPixels = 11;
constexpr int margin = 8;
constexpr int badgeHeight = 20;
constexpr int badgePadding = 8;

struct BadgeLook
{
  QString word;
  QColor ink;
  QColor fill;
  bool outlined;
};

QString badgeWord(const char* word)
{
  return QCoreApplication::translate("limpid::rendering::Badge", word);
}

std::vector<BadgeLook> looksOf(Badges badges)
{
  const QColor overlay = tokenColour(QStringLiteral("overlay"));
  const QColor canvas = tokenColour(QStringLiteral("canvas"));
  std::vector<BadgeLook> looks;
  if (badges.testFlag(Badge::Real))
    looks.push_back({badgeWord(QT_TRANSLATE_NOOP("limpid::rendering::Badge", "REAL")),
                     tokenColour(QStringLiteral("overlay2")), canvas, true});
  if (badges.testFlag(Badge::Synthetic))
    looks.push_back({badgeWord(QT_TRANSLATE_NOOP("limpid::rendering::Badge", "SYNTHETIC")),
                     tokenColour(QStringLiteral("onSynthetic")),
                     tokenColour(QStringLiteral("synthetic")), false});
  if (badges.testFlag(Badge::Restored))
    looks.push_back({badgeWord(QT_TRANSLATE_NOOP("limpid::rendering::Badge", "RESTORED")), overlay,
                     canvas, true});
  if (badges.testFlag(Badge::Research))
    looks.push_back({badgeWord(QT_TRANSLATE_NOOP("limpid::rendering::Badge", "RESEARCH")), overlay,
                     canvas, true});
  return looks;
}

void drawBadge(QPainter& painter, const QRect& area, const BadgeLook& look)
{
  painter.setPen(look.outlined ? QPen(look.ink, 1.0) : QPen(Qt::NoPen));
  painter.setBrush(look.fill);
  painter.drawRoundedRect(QRectF(area).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
  painter.setPen(look.ink);
  painter.drawText(area, Qt::AlignCenter, look.word);
}

QFont badgeFont(QFont font)
{
  font.setPixelSize(overlayFontPixels);
  font.setWeight(QFont::DemiBold);
  return font;
}

} // namespace

void drawHaloText(QPainter& painter, const QRectF& area, int alignment, const QString& text,
                  const QColor& colour)
{
  painter.setPen(Qt::black);
  for (const QPointF offset : {QPointF(-1, 0), QPointF(1, 0), QPointF(0, -1), QPointF(0, 1)})
    painter.drawText(area.translated(offset), alignment, text);
  painter.setPen(colour);
  painter.drawText(area, alignment, text);
}

int drawBadges(QPainter& painter, const QRect& area, Badges badges)
{
  const std::vector<BadgeLook> looks = looksOf(badges);
  if (looks.empty())
    return 0;
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setFont(badgeFont(painter.font()));
  const QFontMetrics metrics = painter.fontMetrics();
  std::vector<int> widths;
  int total = -margin;
  for (const BadgeLook& look : looks) {
    widths.push_back(metrics.horizontalAdvance(look.word) + 2 * badgePadding);
    total += widths.back() + margin;
  }
  int left = area.center().x() - total / 2;
  for (std::size_t i = 0; i < looks.size(); ++i) {
    drawBadge(painter, {left, area.bottom() - badgeHeight + 1, widths[i], badgeHeight}, looks[i]);
    left += widths[i] + margin;
  }
  painter.restore();
  return badgeHeight;
}

ViewOverlay::ViewOverlay(QWidget* parent) : QWidget(parent)
{
  setAttribute(Qt::WA_TransparentForMouseEvents);
  setAttribute(Qt::WA_NoSystemBackground);
}

void ViewOverlay::paintEvent(QPaintEvent*)
{
  QPainter painter(this);
  QFont font = painter.font();
  font.setPixelSize(overlayFontPixels);
  painter.setFont(font);
  const QRect inner = rect().adjusted(margin, margin, -margin, -margin);
  if (focused) {
    painter.setPen(QPen(tokenColour(QStringLiteral("overlayAccent")), 2));
    painter.drawRect(rect().adjusted(1, 1, -1, -1));
  }
  if (empty) {
    font.setPixelSize(13);
    painter.setFont(font);
    painter.setPen(tokenColour(QStringLiteral("overlay2")));
    painter.drawText(inner, Qt::AlignCenter | Qt::TextWordWrap, emptyReason);
    return;
  }
  const int room = badges.toInt() == 0 ? 0 : badgeHeight + 4;
  if (shown.projection != nullptr)
    drawMarks(painter, marks, *shown.projection, inner.adjusted(0, 0, 0, -room));
  const int badgesHeight = drawBadges(painter, inner, badges); // over the crosshair
  paintCorners(painter, inner, badgesHeight);
  paintPointer(painter);
}

void ViewOverlay::paintCorners(QPainter& painter, const QRect& inner, int badgesHeight) const
{
  const QColor ink = tokenColour(QStringLiteral("overlay"));
  const auto text = [this](Corner corner) { return corners[static_cast<std::size_t>(corner)]; };
  // In a narrow view the lower corners stand above the badge instead of beside it.
  const QRect lower =
      inner.adjusted(0, 0, 0, width() < 360 && badgesHeight > 0 ? -badgesHeight - 4 : 0);
  const QString right = text(Corner::BottomRight).isEmpty()
                            ? readout
                            : text(Corner::BottomRight) + QLatin1Char('\n') + readout;
  drawHaloText(painter, inner, Qt::AlignTop | Qt::AlignLeft, text(Corner::TopLeft), ink);
  drawHaloText(painter, inner, Qt::AlignTop | Qt::AlignRight, text(Corner::TopRight), ink);
  drawHaloText(painter, lower, Qt::AlignBottom | Qt::AlignLeft, text(Corner::BottomLeft), ink);
  drawHaloText(painter, lower, Qt::AlignBottom | Qt::AlignRight, right, ink);
}

void ViewOverlay::paintPointer(QPainter& painter) const
{
  if (!pointer)
    return;
  if (magnifier && shown.image != nullptr)
    drawMagnifier(painter, *shown.image, *shown.window, *shown.inverted, *shown.projection,
                  *pointer);
  if (!(brushRadius > 0.0))
    return;
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(QPen(QColor(0, 0, 0, 160), 3.0));
  painter.drawEllipse(*pointer, brushRadius, brushRadius);
  painter.setPen(QPen(tokenColour(QStringLiteral("overlayAccent")), 1.0));
  painter.drawEllipse(*pointer, brushRadius, brushRadius);
}

} // namespace limpid::rendering
