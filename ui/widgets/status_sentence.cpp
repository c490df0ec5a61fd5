#include "ui/widgets/status_sentence.h"

#include "ui/rendering/colour_tokens.h"
#include "ui/widgets/icons.h"

#include <QAccessible>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QStyle>

namespace limpid::widgets {
namespace {

struct ToneLook
{
  const char* property;
  const char* icon;
  const char* token;
};

ToneLook lookOf(Tone tone)
{
  switch (tone) {
  case Tone::Running:
    return {"running", "state-running", "accent"};
  case Tone::Ok:
    return {"ok", "check", "ok"};
  case Tone::Warning:
    return {"warning", "warning", "warn"};
  case Tone::Error:
    return {"error", "error", "error"};
  case Tone::Plain:
    break;
  }
  return {"plain", "", "text2"};
}

} // namespace

QString toneName(Tone tone)
{
  return QString::fromLatin1(lookOf(tone).property);
}

StatusSentence::StatusSentence(QWidget* parent)
    : QWidget(parent), m_mark(new QLabel(this)), m_text(new QLabel(this))
{
  m_text->setWordWrap(true);
  m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
  auto* layout = new QHBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(8);
  layout->addWidget(m_mark);
  layout->addWidget(m_text, 1);
  showTone();
}

void StatusSentence::setSentence(const QString& sentence, Tone tone)
{
  if (sentence == m_sentence && tone == m_tone)
    return;
  m_sentence = sentence;
  m_tone = tone;
  m_text->setText(sentence);
  showTone();
  setAccessibleName(m_mark->accessibleName().isEmpty()
                        ? sentence
                        : m_mark->accessibleName() + QStringLiteral(": ") + sentence);
  QAccessibleEvent changed(this, QAccessible::NameChanged);
  QAccessible::updateAccessibility(&changed);
}

void StatusSentence::showTone()
{
  const ToneLook look = lookOf(m_tone);
  const QString icon = QString::fromLatin1(look.icon);
  m_mark->setVisible(!icon.isEmpty());
  if (!icon.isEmpty())
    m_mark->setPixmap(iconPixmap(icon, rendering::tokenColour(QString::fromLatin1(look.token)), 20,
                                 devicePixelRatioF()));
  switch (m_tone) {
  case Tone::Warning:
    m_mark->setAccessibleName(tr("Warning"));
    break;
  case Tone::Error:
    m_mark->setAccessibleName(tr("Error"));
    break;
  default:
    m_mark->setAccessibleName({});
  }
  m_mark->setToolTip(m_mark->accessibleName());
  m_text->setProperty("tone", toneName(m_tone));
  m_text->style()->unpolish(m_text);
  m_text->style()->polish(m_text);
}

void StatusSentence::changeEvent(QEvent* event)
{
  if (event->type() == QEvent::PaletteChange)
    showTone();
  QWidget::changeEvent(event);
}

} // namespace limpid::widgets
