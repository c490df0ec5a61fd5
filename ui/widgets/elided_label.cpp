#include "ui/widgets/elided_label.h"

namespace limpid::widgets {

ElidedLabel::ElidedLabel(QWidget* parent) : QLabel(parent)
{
  setTextFormat(Qt::PlainText);
  setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
}

void ElidedLabel::setWholeText(const QString& text)
{
  m_whole = text;
  setAccessibleDescription(text);
  showWhatFits();
}

void ElidedLabel::resizeEvent(QResizeEvent* event)
{
  QLabel::resizeEvent(event);
  showWhatFits();
}

QSize ElidedLabel::minimumSizeHint() const
{
  return {0, QLabel::minimumSizeHint().height()};
}

void ElidedLabel::showWhatFits()
{
  setText(fontMetrics().elidedText(m_whole, Qt::ElideRight, contentsRect().width()));
}

} // namespace limpid::widgets
