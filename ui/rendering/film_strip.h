#pragma once

#include "core/imaging/image.h"

#include <QImage>
#include <QString>
#include <QWidget>

#include <vector>

namespace limpid::rendering {

/// A stretch of the axis with a name: from `from` to where the next one begins.
struct FilmBand
{
  double from = 0.0;
  QString word = {};
};

/// One image with more and more white noise, each frame at its place on a logarithmic axis, so that
/// the level of detail of the charts below it can be seen.
class FilmStrip final : public QWidget
{
  Q_OBJECT

public:
  explicit FilmStrip(QWidget* parent = nullptr);

  /// The axis of the charts: its ends, and how far from the widget's sides they lie.
  void setAxis(double low, double high, int leftMargin, int rightMargin);
  /// Named stretches, rising.
  void setBands(std::vector<FilmBand> bands);
  /// Where the frames stand, rising; the noise that is added to each is level / `scale`.
  void setLevels(std::vector<double> levels, double scale);
  /// Model intensity −1 … 1 (black to white); an empty image takes the frames away.
  void setImage(const imaging::Image& image);
  void setEmptyReason(const QString& sentence);

  int frames() const { return static_cast<int>(m_frames.size()); }
  QRectF frameRect(int frame) const; ///< in widget pixels

protected:
  void paintEvent(QPaintEvent* event) override;
  QSize sizeHint() const override;
  QSize minimumSizeHint() const override;

private:
  void develop();
  double placeOf(double level) const;
  void paintBands(QPainter& painter) const;

  double m_low = 1.0;
  double m_high = 10.0;
  int m_leftMargin = 0;
  int m_rightMargin = 0;
  double m_scale = 1.0;
  std::vector<FilmBand> m_bands;
  std::vector<double> m_levels;
  imaging::Image m_image;
  std::vector<QImage> m_frames;
  QString m_emptyReason;
};

} // namespace limpid::rendering
