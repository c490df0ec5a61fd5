#pragma once

#include <QFrame>
#include <QStringList>

class QMenu;
class QToolButton;

namespace limpid::main_window {

/// The 44-pixel bar above the pages: project, undo and redo, theme.
class TopBar final : public QFrame
{
  Q_OBJECT

public:
  explicit TopBar(QWidget* parent = nullptr);

  void setProject(const QString& name, const QString& folder);
  void setRecent(const QStringList& folders);
  /// What the two buttons would take next, for their tooltips; empty: nothing.
  void setHistory(const QString& undo, const QString& redo);
  /// Ticks the chosen language; empty: that of the system.
  void setLanguage(const QString& code);

Q_SIGNALS:
  void newProjectRequested();
  void openProjectRequested();
  void demonstrationRequested();
  void recentRequested(const QString& folder);
  void undoRequested();
  void redoRequested();
  void themeRequested();
  /// A code of viewmodels::languages(), or empty for that of the system.
  void languageRequested(const QString& code);

protected:
  void changeEvent(QEvent* event) override;

private:
  QToolButton* addButton(const QString& name, const QString& word);
  void addLanguage(const QString& code, const QString& name);
  void showIcons();

  QToolButton* m_project;
  QToolButton* m_undo;
  QToolButton* m_redo;
  QToolButton* m_theme;
  QMenu* m_menu;
  QMenu* m_recent;
  QMenu* m_languages;
};

} // namespace limpid::main_window
