#pragma once

#include "ui/viewmodels/project_view_model.h"
#include "ui/viewmodels/studies_view_model.h"
#include "ui/widgets/page_frame.h"

class QFileDialog;
class QLineEdit;
class QListWidget;
class QLabel;
class QPushButton;
class QStackedWidget;
class QTreeView;
class QVBoxLayout;

namespace limpid::widgets {
class Card;
class Chip;
class EmptyState;
} // namespace limpid::widgets

namespace limpid::pages {

/// Bring in the images and choose what the model should learn to make.
class StudiesPage final : public widgets::PageFrame
{
  Q_OBJECT

public:
  StudiesPage(viewmodels::StudiesViewModel& studies, viewmodels::ProjectViewModel& project,
              QWidget* parent = nullptr);

public Q_SLOTS:
  void askForFolder();
  void askForFiles();
  void askForArchive();

Q_SIGNALS:
  void newProjectRequested();
  /// These are to be added, and there is no project that could take them.
  void projectForImagesRequested(const QStringList& paths);
  void openProjectRequested();
  void demonstrationRequested();
  void suggestedRunRequested();

protected:
  void dragEnterEvent(QDragEnterEvent* event) override;
  void dropEvent(QDropEvent* event) override;

private:
  QWidget* buildContent();
  void buildNoProject();
  void buildEmpty();
  QWidget* buildTree();
  QWidget* buildKinds();
  void buildControls();
  void askForPaths(QFileDialog& dialog);
  void take(const QStringList& paths);
  void showState();
  void showKinds();
  void showSkipped();
  void showStatus();

  viewmodels::StudiesViewModel& m_studies;
  viewmodels::ProjectViewModel& m_project;
  QStackedWidget* m_stack = nullptr;
  widgets::EmptyState* m_noProject = nullptr;
  widgets::EmptyState* m_empty = nullptr;
  QWidget* m_filled = nullptr;
  QTreeView* m_tree = nullptr;
  QVBoxLayout* m_kinds = nullptr;
  widgets::Chip* m_leftOut = nullptr;
  widgets::Card* m_problems = nullptr;
  QLabel* m_problemsTitle = nullptr;
  QListWidget* m_problemList = nullptr;
  QLineEdit* m_search = nullptr;
  QPushButton* m_archive = nullptr;
  QPushButton* m_suggested = nullptr;
  QString m_shownKinds; // what the cards were built from
};

} // namespace limpid::pages
