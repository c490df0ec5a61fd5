#include "ui/rendering/film_strip.h"

#include "core/base/random.h"
#include "ui/rendering/colour_tokens.h"

#include <QPainter>

#include <algorithm>
#include <cmath>
#include <span>

namespace limpid::rendering {
namespace {

constexpr int wordHeight = 18;
constexpr int fontPixels = 11;
constexpr int gap = 4;
constexpr int foot = 8;                // below the frames
constexpr std::uint64_t noiseSeed = 1; // the same grain whenever it is drawn

QImage withNoise(const imaging::Image& image, double noise, std::uint64_t stream)
{
  QImage frame(image.columns, image.rows, QImage::Format_Grayscale8);
  Random random(noiseSeed, stream);
  for (int row = 0; row < image.rows; ++row) {
    const std::span line(frame.scanLine(row), static_cast<std::size_t>(image.columns));
    for (int column = 0; column < image.columns; ++column) {
      const double value = double{image.at(row, column)} + noise * random.normal();
      line[static_cast<std::size_t>(column)] =
          static_cast<uchar>(std::lround(std::clamp((value + 1.0) / 2.0, 0.0, 1.0) * 255.0));
    }
  }
  return frame;
}

} // namespace

FilmStrip::FilmStrip(QWidget* parent) : QWidget(parent)
{
  setAccessibleName(tr("Levels of detail"));
}

void FilmStrip::setAxis(double low, double high, int leftMargin, int rightMargin)
{
  m_low = low;
  m_high = high;
  m_leftMargin = leftMargin;
  m_rightMargin = rightMargin;
  update();
}

void FilmStrip::setBands(std::vector<FilmBand> bands)
{
  m_bands = std::move(bands);
  QStringList words;
  for (const FilmBand& band : m_bands)
    words.append(band.word);
  setAccessibleDescription(words.join(QStringLiteral(", ")));
  update();
}

void FilmStrip::setLevels(std::vector<double> levels, double scale)
{
  if (levels == m_levels && scale == m_scale)
    return;
  m_levels = std::move(levels);
  m_scale = scale;
  develop();
}

void FilmStrip::setImage(const imaging::Image& image)
{
  if (image.pixels == m_image.pixels)
    return;
  m_image = image;
  develop();
}

void FilmStrip::setEmptyReason(const QString& sentence)
{
  m_emptyReason = sentence;
  update();
}

void FilmStrip::develop()
{
  m_frames.clear();
  if (!m_image.pixels.empty() && m_scale > 0.0)
    for (std::size_t frame = 0; frame < m_levels.size(); ++frame)
      m_frames.push_back(withNoise(m_image, m_levels[frame] / m_scale, frame));
  update();
}

double FilmStrip::placeOf(double level) const
{
  const double room = width() - m_leftMargin - m_rightMargin;
  return m_leftMargin + room * std::log(level / m_low) / std::log(m_high / m_low);
}

QRectF FilmStrip::frameRect(int frame) const
{
  double edge = height() - wordHeight - gap - foot;
  for (std::size_t next = 1; next < m_levels.size(); ++next)
    edge = std::min(edge, placeOf(m_levels[next]) - placeOf(m_levels[next - 1]) - gap);
  const double middle = placeOf(m_levels[static_cast<std::size_t>(frame)]);
  return {middle - edge / 2.0, wordHeight + gap, edge, edge};
}

void FilmStrip::paintBands(QPainter& painter) const
{
  QFont small = font();
  small.setPixelSize(fontPixels);
  painter.setFont(small);
  for (std::size_t band = 0; band < m_bands.size(); ++band) {
    const double left = std::max(placeOf(m_bands[band].from), double(m_leftMargin));
    const double right = band + 1 < m_bands.size() ? placeOf(m_bands[band + 1].from)
                                                   : double(width() - m_rightMargin);
    if (band > 0) {
      painter.setPen(QPen(tokenColour(QStringLiteral("line")), 1));
      painter.drawLine(QPointF(left, 0), QPointF(left, height()));
    }
    painter.setPen(tokenColour(QStringLiteral("text2")));
    painter.drawText(QRectF(left, 0, right - left, wordHeight), Qt::AlignCenter,
                     m_bands[band].word);
  }
}

void FilmStrip::paintEvent(QPaintEvent*)
{
  QPainter painter(this);
  painter.fillRect(rect(), tokenColour(QStringLiteral("surface")));
  paintBands(painter);
  if (m_frames.empty()) {
    painter.setPen(tokenColour(QStringLiteral("text2")));
    painter.drawText(rect().adjusted(m_leftMargin, wordHeight, -m_rightMargin, 0),
                     Qt::AlignCenter | Qt::TextWordWrap, m_emptyReason);
    return;
  }
  painter.setRenderHint(QPainter::SmoothPixmapTransform);
  for (int frame = 0; frame < frames(); ++frame) {
    const QImage& image = m_frames[static_cast<std::size_t>(frame)];
    QRectF place = frameRect(frame);
    const QSizeF fitted = QSizeF(image.size()).scaled(place.size(), Qt::KeepAspectRatio);
    place = QRectF(place.center() - QPointF(fitted.width(), fitted.height()) / 2.0, fitted);
    painter.drawImage(place, image);
  }
}

QSize FilmStrip::sizeHint() const
{
  return {480, 108};
}

QSize FilmStrip::minimumSizeHint() const
{
  return {160, 72};
}

} // namespace limpid::rendering
