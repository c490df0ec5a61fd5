#pragma once

#include "ui/widgets/status_sentence.h"

#include <QPushButton>

namespace limpid::widgets {

/// A small rounded word, with a count if set: a filter when checkable, otherwise a fact.
class Chip final : public QPushButton
{
  Q_OBJECT

public:
  explicit Chip(QString word, QWidget* parent = nullptr); ///< not checkable, takes no focus

  void setWord(const QString& word);
  void setCount(int count); ///< negative = none
  void setTone(Tone tone);
  void setFilter(bool filter); ///< checkable, and reached by keyboard

private:
  void showText();

  QString m_word;
  int m_count = -1;
};

} // namespace limpid::widgets
