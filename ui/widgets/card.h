#pragma once

#include <QFrame>

class QLabel;
class QVBoxLayout;

namespace limpid::widgets {

/// A panel on the surface colour with an optional title; as a choice it can be selected.
class Card final : public QFrame
{
  Q_OBJECT

public:
  explicit Card(const QString& title = {}, QWidget* parent = nullptr);

  void setTitle(const QString& title);
  QVBoxLayout* content() const { return m_content; } ///< put widgets here, under the title

  /// Makes the whole card a choice: click, Space or Enter emit clicked(). It doesn't select
  /// itself.
  void setSelectable(bool selectable);
  void setSelected(bool selected);
  bool isSelected() const { return m_selected; }

Q_SIGNALS:
  void clicked();

protected:
  void mouseReleaseEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;

private:
  QLabel* m_title;
  QVBoxLayout* m_content;
  bool m_selectable = false;
  bool m_selected = false;
};

} // namespace limpid::widgets
