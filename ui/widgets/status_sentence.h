#pragma once

#include <QWidget>

class QLabel;

namespace limpid::widgets {

enum class Tone { Plain, Running, Ok, Warning, Error };

/// The value of the style sheet's property `tone`.
QString toneName(Tone tone);

/// One sentence that says how things stand, with a shape for its tone, read out by screen
/// readers when it changes (there warnings and errors begin with the word).
class StatusSentence final : public QWidget
{
  Q_OBJECT

public:
  explicit StatusSentence(QWidget* parent = nullptr);

  void setSentence(const QString& sentence, Tone tone = Tone::Plain);
  QString sentence() const { return m_sentence; }
  Tone tone() const { return m_tone; }

protected:
  void changeEvent(QEvent* event) override;

private:
  void showTone();

  QString m_sentence;
  Tone m_tone = Tone::Plain;
  QLabel* m_mark;
  QLabel* m_text;
};

} // namespace limpid::widgets
