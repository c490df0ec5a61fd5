#pragma once

#include "ui/viewmodels/quality_view_model.h"
#include "ui/widgets/page_frame.h"

#include <vector>

class QGridLayout;
class QListWidget;
class QSettings;
class QStackedWidget;

namespace limpid::widgets {
class Card;
}

namespace limpid::pages {

class QualitySheet;
class QualityViewer;
class RatingPanel;

/// Say how good each image is. Limpid measures noise; people rate what it can't measure. The page
/// only places its parts: the sheet at the left, viewer and editor at the right.
class QualityPage final : public widgets::PageFrame
{
  Q_OBJECT

public:
  /// `settings` remember how the images of a project are looked at.
  QualityPage(viewmodels::QualityViewModel& quality, QSettings& settings,
              QWidget* parent = nullptr);

  /// The viewer in the sheet's place, or beside it. There the keys rate the image that is shown
  /// alone; what was selected beside it is selected again afterwards.
  void setViewerMaximised(bool maximised);
  bool isViewerMaximised() const { return m_viewerMaximised; }

public Q_SLOTS:
  void askForTable();

Q_SIGNALS:
  void ratersRequested();
  void matchRequested();
  void noiseKindRequested();

protected:
  void showEvent(QShowEvent* event) override;

private:
  void buildControls();
  QWidget* buildContent(QSettings& settings);
  void placeParts();
  void rateWhatIsShown();
  void selectAsBefore();
  void showRating();
  void showState();
  void showProblems();
  void askAboutTable(const QString& table);

  viewmodels::QualityViewModel& m_quality;
  QStackedWidget* m_stack = nullptr;
  QGridLayout* m_places = nullptr;
  QualitySheet* m_sheet = nullptr;
  QualityViewer* m_viewer = nullptr;
  RatingPanel* m_panel = nullptr;
  widgets::Card* m_editor = nullptr;
  widgets::Card* m_problems = nullptr;
  QListWidget* m_problemList = nullptr;
  std::vector<int> m_selectionBefore; // the viewer was maximised
  bool m_viewerMaximised = false;
};

} // namespace limpid::pages
