#include "ui/widgets/navigation_rail.h"

#include "ui/rendering/colour_tokens.h"
#include "ui/widgets/icons.h"

#include <QButtonGroup>
#include <QEvent>
#include <QPainter>
#include <QStyle>
#include <QToolButton>
#include <QVBoxLayout>

#include <vector>

namespace limpid::widgets {
namespace {

constexpr int narrowWidth = 72;
constexpr int wideWidth = 208;
constexpr int entryHeight = 76;
constexpr int wideEntryHeight = 48;
constexpr int stateEdge = 12;
constexpr int stateFontPixels = 11;
constexpr int stateRow = 20; // at the foot of a narrow entry; its padding is in the style sheet

struct StateLook
{
  const char* icon;
  const char* token;
};

StateLook lookOf(PageState state)
{
  switch (state) {
  case PageState::Ready:
    return {"state-ready", "text2"};
  case PageState::Running:
    return {"state-running", "accent"};
  case PageState::Attention:
    return {"state-attention", "warn"};
  case PageState::Done:
    return {"state-done", "ok"};
  case PageState::Empty:
    break;
  }
  return {"state-empty", "muted"};
}

QString wordOf(PageState state)
{
  switch (state) {
  case PageState::Ready:
    return NavigationRail::tr("ready");
  case PageState::Running:
    return NavigationRail::tr("running");
  case PageState::Attention:
    return NavigationRail::tr("attention");
  case PageState::Done:
    return NavigationRail::tr("done");
  case PageState::Empty:
    break;
  }
  return NavigationRail::tr("empty");
}

/// A rail button that draws its page's state, shape and word, under its name.
class RailEntry final : public QToolButton
{
public:
  RailEntry(QWidget* parent, QString id, QString iconName)
      : QToolButton(parent), m_id(std::move(id)), m_iconName(std::move(iconName))
  {
    setProperty("role", QStringLiteral("railEntry"));
    setObjectName(QStringLiteral("rail.") + m_id);
    setCheckable(true);
    setIconSize({20, 20});
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  }

  const QString& id() const { return m_id; }
  PageState state() const { return m_state; }

  void setState(PageState state)
  {
    m_state = state;
    const QString words = NavigationRail::tr("%1: %2").arg(text(), wordOf(state));
    setAccessibleName(words);
    setToolTip(words);
    update();
  }

  void setWide(bool wide)
  {
    setProperty("wide", wide);
    setToolButtonStyle(wide ? Qt::ToolButtonTextBesideIcon : Qt::ToolButtonTextUnderIcon);
    setFixedHeight(wide ? wideEntryHeight : entryHeight);
    style()->unpolish(this);
    style()->polish(this);
  }

  void showIcon() { setIcon(themedIcon(m_iconName)); }

protected:
  void paintEvent(QPaintEvent* event) override
  {
    QToolButton::paintEvent(event);
    const StateLook look = lookOf(m_state);
    const QColor colour = rendering::tokenColour(QString::fromLatin1(look.token));
    QPainter painter(this);
    QFont small = font();
    small.setPixelSize(stateFontPixels);
    painter.setFont(small);
    const QString word = wordOf(m_state);
    const int wordWidth = painter.fontMetrics().horizontalAdvance(word);
    const bool wide = toolButtonStyle() == Qt::ToolButtonTextBesideIcon;
    const int total = stateEdge + 3 + wordWidth;
    const int left = wide ? width() - total - 8 : (width() - total) / 2;
    const int middle = wide ? height() / 2 : height() - stateRow / 2 - 4;
    painter.drawPixmap(
        QPoint(left, middle - stateEdge / 2),
        iconPixmap(QString::fromLatin1(look.icon), colour, stateEdge, devicePixelRatioF()));
    painter.setPen(colour);
    painter.drawText(QRect(left + stateEdge + 3, middle - 8, wordWidth + 1, 16),
                     Qt::AlignVCenter | Qt::AlignLeft, word);
  }

private:
  QString m_id;
  QString m_iconName;
  PageState m_state = PageState::Empty;
};

} // namespace

struct NavigationRail::Impl
{
  RailEntry* find(const QString& id) const
  {
    for (RailEntry* entry : entries)
      if (entry->id() == id)
        return entry;
    return nullptr;
  }

  std::vector<RailEntry*> entries;
  QButtonGroup* group = nullptr;
  QVBoxLayout* layout = nullptr;
  bool wide = false;
};

NavigationRail::NavigationRail(QWidget* parent) : QFrame(parent), m_impl(std::make_unique<Impl>())
{
  setObjectName(QStringLiteral("rail"));
  setProperty("role", QStringLiteral("rail"));
  setAccessibleName(tr("Pages"));
  setFixedWidth(narrowWidth);
  m_impl->group = new QButtonGroup(this);
  m_impl->layout = new QVBoxLayout(this);
  m_impl->layout->setContentsMargins(4, 8, 4, 8);
  m_impl->layout->setSpacing(4);
  m_impl->layout->addStretch();
}

NavigationRail::~NavigationRail() = default;

void NavigationRail::addEntry(const QString& id, const QString& iconName, const QString& word)
{
  auto* entry = new RailEntry(this, id, iconName);
  entry->setText(word);
  entry->showIcon();
  entry->setWide(m_impl->wide);
  entry->setState(PageState::Empty);
  m_impl->entries.push_back(entry);
  if (m_impl->entries.size() <= 9)
    entry->setShortcut(
        QKeySequence(Qt::ALT | static_cast<Qt::Key>(Qt::Key_0 + m_impl->entries.size())));
  m_impl->group->addButton(entry);
  m_impl->layout->insertWidget(m_impl->layout->count() - 1, entry);
  connect(entry, &QToolButton::clicked, this, [this, entry] { Q_EMIT activated(entry->id()); });
}

void NavigationRail::setState(const QString& id, PageState state)
{
  if (RailEntry* entry = m_impl->find(id))
    entry->setState(state);
}

PageState NavigationRail::state(const QString& id) const
{
  const RailEntry* entry = m_impl->find(id);
  return entry ? entry->state() : PageState::Empty;
}

QString NavigationRail::current() const
{
  for (const RailEntry* entry : m_impl->entries)
    if (entry->isChecked())
      return entry->id();
  return {};
}

void NavigationRail::setCurrent(const QString& id)
{
  if (RailEntry* entry = m_impl->find(id))
    entry->setChecked(true);
}

void NavigationRail::setWide(bool wide)
{
  m_impl->wide = wide;
  setFixedWidth(wide ? wideWidth : narrowWidth);
  for (RailEntry* entry : m_impl->entries)
    entry->setWide(wide);
}

void NavigationRail::changeEvent(QEvent* event)
{
  if (event->type() == QEvent::PaletteChange && m_impl)
    for (RailEntry* entry : m_impl->entries)
      entry->showIcon();
  QFrame::changeEvent(event);
}

} // namespace limpid::widgets
