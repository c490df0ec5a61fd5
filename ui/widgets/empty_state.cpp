#include "ui/widgets/empty_state.h"

#include "ui/rendering/colour_tokens.h"
#include "ui/widgets/icons.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace limpid::widgets {
namespace {

constexpr int widestSentence = 480;
constexpr int iconEdge = 48;

} // namespace

EmptyState::EmptyState(const QString& sentence, QWidget* parent)
    : QWidget(parent),
      m_icon(new QLabel(this)),
      m_sentence(new QLabel(this)),
      m_buttons(new QHBoxLayout)
{
  m_icon->hide();
  m_icon->setAlignment(Qt::AlignCenter);
  m_sentence->setProperty("role", QStringLiteral("emptySentence"));
  m_sentence->setWordWrap(true);
  m_sentence->setAlignment(Qt::AlignCenter);
  m_sentence->setFixedWidth(widestSentence);
  m_buttons->setSpacing(12);
  m_buttons->addStretch();
  m_buttons->addStretch();
  auto* layout = new QVBoxLayout(this);
  layout->setSpacing(16);
  layout->addStretch();
  layout->addWidget(m_icon);
  layout->addWidget(m_sentence, 0, Qt::AlignHCenter);
  layout->addLayout(m_buttons);
  layout->addStretch();
  setSentence(sentence);
}

void EmptyState::setSentence(const QString& sentence)
{
  m_sentence->setText(sentence);
  fitSentence();
  setAccessibleName(sentence);
}

/// Room for every line of it, in the font that it is shown in.
void EmptyState::fitSentence()
{
  m_sentence->ensurePolished();
  m_sentence->setMinimumHeight(0);
  m_sentence->setMinimumHeight(std::max(0, m_sentence->heightForWidth(widestSentence)));
}

void EmptyState::showEvent(QShowEvent* event)
{
  fitSentence(); // it had no style yet where it was made before its window
  QWidget::showEvent(event);
}

void EmptyState::setIcon(const QString& iconName)
{
  m_iconName = iconName;
  m_icon->setVisible(!iconName.isEmpty());
  showIcon();
}

QPushButton* EmptyState::addButton(const QString& text)
{
  auto* button = new QPushButton(text, this);
  button->setMinimumHeight(32);
  m_buttons->insertWidget(m_buttons->count() - 1, button);
  return button;
}

void EmptyState::changeEvent(QEvent* event)
{
  if (event->type() == QEvent::PaletteChange)
    showIcon();
  QWidget::changeEvent(event);
}

void EmptyState::showIcon()
{
  if (!m_iconName.isEmpty())
    m_icon->setPixmap(iconPixmap(m_iconName, rendering::tokenColour(QStringLiteral("muted")),
                                 iconEdge, devicePixelRatioF()));
}

} // namespace limpid::widgets
