#pragma once

#include "ui/rendering/image_view.h"
#include "ui/rendering/linked_views.h"
#include "ui/viewmodels/region_import.h"
#include "ui/viewmodels/viewer_view_model.h"

#include <QList>
#include <QTimer>
#include <QWidget>

class QLabel;
class QSlider;
class QSpinBox;
class QStackedWidget;

namespace limpid::rendering {
class PlaneViews;
class WindowHistogram;
} // namespace limpid::rendering

namespace limpid::pages {

class RegionBar;
class ViewerActions;

/// The image that the Quality page shows: the last of the selection, or why it can't be shown, with
/// its series, what it is compared with, and what is painted on it. Small, it is a picture alone;
/// with room it bears its bars. The wheel scrolls through the series and takes the selection along.
class QualityViewer final : public QWidget
{
  Q_OBJECT

public:
  explicit QualityViewer(viewmodels::QualityViewModel& quality, QWidget* parent = nullptr);
  ~QualityViewer() override;

  rendering::ImageView& view() const { return *m_view; }
  viewmodels::ViewerViewModel& model() { return m_model; }
  ViewerActions& actions() { return *m_actions; }
  /// The views that may have the keyboard: whoever edits by keys filters their events.
  QList<QWidget*> views() const;
  /// What the keys rate and its value, written over the image.
  void setRatingWords(const QString& words);

  /// Its bars go where there is no room for them.
  QSize minimumSizeHint() const override { return {64, 64}; }
  QSize sizeHint() const override { return {640, 480}; }

Q_SIGNALS:
  void stepRequested(int steps); ///< another image of the sheet; positive = next
  void maximiseRequested();      ///< to the page's whole width, or back
  void closeRequested();         ///< Esc: back to the sheet

protected:
  void keyPressEvent(QKeyEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void dragEnterEvent(QDragEnterEvent* event) override;
  void dropEvent(QDropEvent* event) override;

private:
  void buildBars();
  void leaveKeyboardToViews();
  void buildViews();
  void connectActions();
  void connectPainting();
  void showBars();
  void showSeries();
  void showSlice();
  void showWords(rendering::ImageView& view, const viewmodels::RatedImage& rated, int slices) const;
  void showCompanion();
  void showOverlay();
  void showTool();
  void showPlanes();
  void showPresets();
  void showWindow(const rendering::WindowLevel& window);
  void draw(rendering::DrawStep step, QPointF imagePoint);
  bool takeToolKey(int key);
  void escape();
  void play(bool on);
  void playNext();
  void askForMap();
  void importMap(const QString& file);
  void savePicture();
  void writePicture(const QString& file);
  void showMenu(QPoint globalPosition);
  rendering::Badges badges() const;
  QString identityOf(const viewmodels::RatedImage& rated, bool shown) const;

  viewmodels::QualityViewModel& m_quality;
  viewmodels::ViewerViewModel m_model;
  viewmodels::RegionImport m_import;
  ViewerActions* m_actions;
  rendering::ImageView* m_view = nullptr;
  rendering::ImageView* m_beside = nullptr;
  rendering::LinkedViews m_linked;
  rendering::PlaneViews* m_planes = nullptr;
  rendering::WindowHistogram* m_histogram = nullptr;
  RegionBar* m_regionBar = nullptr;
  QWidget* m_toolBar = nullptr;
  QWidget* m_sliceBar = nullptr;
  QStackedWidget* m_stack = nullptr;
  QSlider* m_slider = nullptr;
  QLabel* m_place = nullptr;
  QSpinBox* m_speed = nullptr;
  QTimer m_cine;
  QString m_shownSeries; ///< whose window and zoom the view has
};

} // namespace limpid::pages
