#pragma once

#include <QWidget>

class QHBoxLayout;
class QLabel;
class QPushButton;

namespace limpid::widgets {

/// What a page or panel shows when it has nothing: a sentence that says what to do, and buttons.
class EmptyState final : public QWidget
{
  Q_OBJECT

public:
  explicit EmptyState(const QString& sentence, QWidget* parent = nullptr);

  void setSentence(const QString& sentence);
  void setIcon(const QString& iconName); ///< above the sentence, of resources/icons
  QPushButton* addButton(const QString& text);

protected:
  void changeEvent(QEvent* event) override;
  void showEvent(QShowEvent* event) override;

private:
  void showIcon();
  void fitSentence();

  QString m_iconName;
  QLabel* m_icon;
  QLabel* m_sentence;
  QHBoxLayout* m_buttons;
};

} // namespace limpid::widgets
