#pragma once

#include <QSlider>
#include <QStringList>

namespace limpid::widgets {

/// A slider over the steps of a scale, drawn as pips with the key that sets each. Its minimum, −1,
/// stands for "not rated" and is drawn as an empty, dashed track.
class PipSlider final : public QSlider
{
  Q_OBJECT

public:
  /// `keys` are what stands in the pips, `words` what each means; as many as there are steps.
  PipSlider(QStringList keys, QStringList words, QWidget* parent = nullptr);

  QSize sizeHint() const override;
  QSize minimumSizeHint() const override;

Q_SIGNALS:
  /// A pip was clicked, also the one that is set already.
  void pipClicked(int step);

protected:
  bool event(QEvent* event) override;
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;

private:
  QRectF pip(int step) const;
  int stepAt(QPointF position) const;

  QStringList m_keys;
  QStringList m_words;
};

} // namespace limpid::widgets
