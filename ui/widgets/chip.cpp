#include "ui/widgets/chip.h"

#include <QLocale>
#include <QStyle>

namespace limpid::widgets {

Chip::Chip(QString word, QWidget* parent) : QPushButton(parent), m_word(std::move(word))
{
  setProperty("role", QStringLiteral("chip"));
  setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
  setFilter(false);
  showText();
}

void Chip::setWord(const QString& word)
{
  m_word = word;
  showText();
}

void Chip::setCount(int count)
{
  m_count = count;
  showText();
}

void Chip::setTone(Tone tone)
{
  setProperty("tone", toneName(tone));
  style()->unpolish(this);
  style()->polish(this);
}

void Chip::setFilter(bool filter)
{
  setCheckable(filter);
  setFocusPolicy(filter ? Qt::StrongFocus : Qt::NoFocus);
  setProperty("filter", filter);
  style()->unpolish(this);
  style()->polish(this);
}

void Chip::showText()
{
  setText(m_count < 0 ? m_word : tr("%1 · %2").arg(m_word, QLocale().toString(m_count)));
}

} // namespace limpid::widgets
