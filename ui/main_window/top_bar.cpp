#include "ui/main_window/top_bar.h"

#include "ui/viewmodels/language.h"
#include "ui/widgets/icons.h"

#include <QEvent>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QKeySequence>
#include <QMenu>
#include <QToolButton>

namespace limpid::main_window {

using namespace Qt::StringLiterals;

namespace {

constexpr int barHeight = 44;
constexpr int buttonEdge = 32;

} // namespace

TopBar::TopBar(QWidget* parent)
    : QFrame(parent),
      m_menu(new QMenu(this)),
      m_recent(new QMenu(tr("Recent"), this)),
      m_languages(new QMenu(tr("Language"), this))
{
  setObjectName(u"topBar"_s);
  setProperty("role", u"strip"_s);
  setAttribute(Qt::WA_StyledBackground);
  setFixedHeight(barHeight);
  auto* layout = new QHBoxLayout(this);
  layout->setContentsMargins(8, 0, 8, 0);
  layout->setSpacing(4);
  m_project = addButton(u"topBar.project"_s, tr("Project"));
  m_project->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
  m_project->setPopupMode(QToolButton::InstantPopup);
  m_project->setProperty("role", QStringLiteral("menu"));
  m_project->setMenu(m_menu);
  m_undo = addButton(u"topBar.undo"_s, tr("Undo"));
  m_undo->setShortcut(QKeySequence::Undo);
  m_redo = addButton(u"topBar.redo"_s, tr("Redo"));
  m_redo->setShortcut(QKeySequence::Redo);
  m_theme = addButton(u"topBar.theme"_s, tr("Light or dark"));
  layout->addWidget(m_project);
  layout->addWidget(m_undo);
  layout->addWidget(m_redo);
  layout->addStretch();
  layout->addWidget(m_theme);

  const auto action = [this](const QString& name, const QString& word, auto requested) {
    QAction* added = m_menu->addAction(word);
    added->setObjectName(name);
    connect(added, &QAction::triggered, this, requested);
    return added;
  };
  action(u"topBar.new"_s, tr("New project…"), &TopBar::newProjectRequested)
      ->setShortcut(QKeySequence::New);
  action(u"topBar.open"_s, tr("Open project…"), &TopBar::openProjectRequested)
      ->setShortcut(QKeySequence::Open);
  m_menu->addMenu(m_recent);
  m_menu->addSeparator();
  action(u"topBar.demonstration"_s, tr("Open the demonstration"), &TopBar::demonstrationRequested);
  m_menu->addSeparator();
  m_languages->setObjectName(u"topBar.languages"_s);
  m_menu->addMenu(m_languages);
  addLanguage({}, tr("As the system"));
  for (const viewmodels::Language& language : viewmodels::languages())
    addLanguage(language.code, language.name);
  connect(m_undo, &QToolButton::clicked, this, &TopBar::undoRequested);
  connect(m_redo, &QToolButton::clicked, this, &TopBar::redoRequested);
  connect(m_theme, &QToolButton::clicked, this, &TopBar::themeRequested);
  setProject({}, {});
  setHistory({}, {});
  showIcons();
}

void TopBar::addLanguage(const QString& code, const QString& name)
{
  QAction* action = m_languages->addAction(name);
  action->setObjectName(u"topBar.language."_s + (code.isEmpty() ? u"system"_s : code));
  action->setCheckable(true);
  action->setData(code);
  connect(action, &QAction::triggered, this, [this, code] { Q_EMIT languageRequested(code); });
}

void TopBar::setLanguage(const QString& code)
{
  for (QAction* action : m_languages->actions())
    action->setChecked(action->data().toString() == code);
}

QToolButton* TopBar::addButton(const QString& name, const QString& word)
{
  auto* button = new QToolButton(this);
  button->setObjectName(name);
  button->setAccessibleName(word);
  button->setToolTip(word);
  button->setAutoRaise(true);
  button->setMinimumSize(buttonEdge, buttonEdge);
  return button;
}

void TopBar::setProject(const QString& name, const QString& folder)
{
  m_project->setText(name.isEmpty() ? tr("No project") : name);
  m_project->setToolTip(folder);
}

void TopBar::setHistory(const QString& undo, const QString& redo)
{
  const auto tell = [](QToolButton& button, const QString& tip) {
    button.setToolTip(tip);
    button.setAccessibleDescription(tip);
  };
  tell(*m_undo, undo.isEmpty() ? tr("You have nothing to undo.") : tr("Undo: %1").arg(undo));
  tell(*m_redo, redo.isEmpty() ? tr("You have nothing to redo.") : tr("Redo: %1").arg(redo));
}

void TopBar::setRecent(const QStringList& folders)
{
  m_recent->clear();
  m_recent->setEnabled(!folders.isEmpty());
  for (const QString& folder : folders) {
    QAction* action = m_recent->addAction(QFileInfo(folder).fileName());
    action->setToolTip(folder);
    connect(action, &QAction::triggered, this, [this, folder] { Q_EMIT recentRequested(folder); });
  }
}

void TopBar::showIcons()
{
  m_project->setIcon(widgets::themedIcon(u"folder"_s));
  m_undo->setIcon(widgets::themedIcon(u"undo"_s));
  m_redo->setIcon(widgets::themedIcon(u"redo"_s));
  m_theme->setIcon(widgets::themedIcon(u"theme"_s));
}

void TopBar::changeEvent(QEvent* event)
{
  if (event->type() == QEvent::PaletteChange)
    showIcons();
  QFrame::changeEvent(event);
}

} // namespace limpid::main_window
