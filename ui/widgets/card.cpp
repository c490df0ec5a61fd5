#include "ui/widgets/card.h"

#include <QKeyEvent>
#include <QLabel>
#include <QMouseEvent>
#include <QStyle>
#include <QVBoxLayout>

namespace limpid::widgets {
namespace {

void repolish(QWidget& widget)
{
  widget.style()->unpolish(&widget);
  widget.style()->polish(&widget);
}

} // namespace

Card::Card(const QString& title, QWidget* parent)
    : QFrame(parent), m_title(new QLabel(this)), m_content(new QVBoxLayout)
{
  setProperty("role", QStringLiteral("card"));
  m_title->setProperty("role", QStringLiteral("cardTitle"));
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(16, 12, 16, 12);
  layout->setSpacing(8);
  layout->addWidget(m_title);
  layout->addLayout(m_content, 1);
  setTitle(title);
}

void Card::setTitle(const QString& title)
{
  m_title->setText(title);
  m_title->setVisible(!title.isEmpty());
  setAccessibleName(title);
}

void Card::setSelectable(bool selectable)
{
  m_selectable = selectable;
  setProperty("selectable", selectable);
  setFocusPolicy(selectable ? Qt::StrongFocus : Qt::NoFocus);
  setCursor(selectable ? Qt::PointingHandCursor : Qt::ArrowCursor);
  repolish(*this);
}

void Card::setSelected(bool selected)
{
  m_selected = selected;
  setProperty("selected", selected);
  setAccessibleDescription(selected ? tr("selected") : QString());
  repolish(*this);
}

void Card::mouseReleaseEvent(QMouseEvent* event)
{
  if (m_selectable && event->button() == Qt::LeftButton && rect().contains(event->pos()))
    Q_EMIT clicked();
  else
    QFrame::mouseReleaseEvent(event);
}

void Card::keyPressEvent(QKeyEvent* event)
{
  const bool press = event->key() == Qt::Key_Space || event->key() == Qt::Key_Return ||
                     event->key() == Qt::Key_Enter;
  if (m_selectable && press)
    Q_EMIT clicked();
  else
    QFrame::keyPressEvent(event);
}

} // namespace limpid::widgets
