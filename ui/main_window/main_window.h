#pragma once

#include "ui/viewmodels/workspace.h"
#include "ui/widgets/theme.h"

#include <QMainWindow>
#include <QSettings>

class QFileDialog;
class QStackedWidget;

namespace limpid::pages {
class ExportPage;
class GeneratePage;
class PlanPage;
class QualityPage;
class StudiesPage;
class TrainPage;
} // namespace limpid::pages

namespace limpid::widgets {
class PageFrame;
class JobStrip;
class NavigationRail;
} // namespace limpid::widgets

namespace limpid::main_window {

class TopBar;

/// Assembles the pages; the work goes on in the workspace, which outlives the window.
class MainWindow final : public QMainWindow
{
  Q_OBJECT

public:
  MainWindow(viewmodels::Workspace& workspace, QSettings& settings, QWidget* parent = nullptr);

  /// studies, quality, plan, train, generate or export.
  void showPage(const QString& id);
  QString currentPage() const;
  static QStringList pageIds();
  viewmodels::Workspace& workspace() { return m_workspace; }

public Q_SLOTS:
  void setAppearance(limpid::widgets::Appearance appearance);

Q_SIGNALS:
  /// Another language was chosen and stored: the window has to be made anew to speak it.
  void languageChanged();

protected:
  void resizeEvent(QResizeEvent* event) override;

private:
  void assemble();
  void connectPages();
  void connectTopBar();
  void rememberDrawers();
  void restoreDrawers();
  void askForNewProject();
  /// Where the project is to be made that takes these images in at once.
  void askForProjectFor(const QStringList& images);
  QFileDialog& newProjectDialog(const QString& title);
  void askForProject();
  void showProject();
  void showRailStates();
  void showJobs();
  void cancelJob();
  void takeLanguage(const QString& code);

  viewmodels::Workspace& m_workspace;
  QSettings& m_settings;
  widgets::Appearance m_appearance = widgets::Appearance::Dark;
  TopBar* m_topBar = nullptr;
  widgets::NavigationRail* m_rail = nullptr;
  widgets::JobStrip* m_jobs = nullptr;
  QStackedWidget* m_stack = nullptr;
  pages::StudiesPage* m_studies = nullptr;
  pages::QualityPage* m_quality = nullptr;
  pages::PlanPage* m_plan = nullptr;
  pages::TrainPage* m_train = nullptr;
  pages::GeneratePage* m_generate = nullptr;
  pages::ExportPage* m_export = nullptr;
  QString m_drawersOf; // project whose drawers are shown
};

} // namespace limpid::main_window
