#pragma once

#include <QLabel>

namespace limpid::widgets {

/// One line of text that ends in "…" where there is no room for all of it. Whoever looks for the
/// rest finds it in the tool tip that the owner sets.
class ElidedLabel final : public QLabel
{
  Q_OBJECT

public:
  explicit ElidedLabel(QWidget* parent = nullptr);

  void setWholeText(const QString& text);
  const QString& wholeText() const { return m_whole; }

protected:
  void resizeEvent(QResizeEvent* event) override;
  QSize minimumSizeHint() const override;

private:
  void showWhatFits();

  QString m_whole;
};

} // namespace limpid::widgets
