#pragma once

#include "ui/rendering/window_presets.h"
#include "ui/viewmodels/viewer_view_model.h"

#include <QObject>

#include <utility>
#include <vector>

class QAction;
class QActionGroup;
class QKeyEvent;
class QMenu;

namespace limpid::pages {

/// What the viewer can be told to do: one action each for its bar, its menu and its keys. The keys
/// are letters without a modifier that the
/// rating panel doesn't take, and Alt with a digit for windows; they reach the viewer only
/// where no field takes them.
class ViewerActions final : public QObject
{
  Q_OBJECT

public:
  explicit ViewerActions(QObject* parent = nullptr);

  QAction* play = nullptr;
  QAction* reset = nullptr;
  QAction* inverted = nullptr;
  QAction* magnifier = nullptr;
  QAction* letters = nullptr;
  QAction* scaleBar = nullptr;
  QAction* identity = nullptr; ///< on: the patient's name is shown
  QAction* noiseMap = nullptr;
  QAction* regions = nullptr; ///< on: regional risk is shown and painted
  QAction* histogram = nullptr;
  QAction* planes = nullptr;
  QAction* savePicture = nullptr;

  /// Fills the menu of windows; the first nine have Alt with a digit.
  void setPresets(const std::vector<rendering::WindowPreset>& presets);
  QMenu& windows() { return *m_windows; }
  QMenu& layouts() { return *m_layouts; }
  QMenu& overlays() { return *m_overlays; }
  /// All of them, for the right click.
  void fillMenu(QMenu& menu) const;

  /// Whether the key is one of these.
  bool takeKey(const QKeyEvent& event);

Q_SIGNALS:
  void windowsAboutToShow(); ///< presets of the image now are wanted
  void presetChosen(const limpid::rendering::WindowLevel& window);
  void companionChosen(limpid::viewmodels::Companion companion, int resampledEdge);

private:
  QAction* make(const QString& name, const QString& text, int key, bool checkable);
  void addCompanion(const QString& name, const QString& text, viewmodels::Companion companion,
                    int resampledEdge);

  std::vector<std::pair<int, QAction*>> m_keys;
  QActionGroup* m_arrangement = nullptr;
  QMenu* m_windows;
  QMenu* m_layouts;
  QMenu* m_overlays;
};

} // namespace limpid::pages
