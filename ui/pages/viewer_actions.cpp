#include "ui/pages/viewer_actions.h"

#include <QActionGroup>
#include <QKeyEvent>
#include <QKeySequence>
#include <QMenu>

namespace limpid::pages {

using namespace Qt::StringLiterals;
using viewmodels::Companion;

namespace {

constexpr int mostPresetKeys = 9;

/// The text of a menu's entry with its key at the right; the key itself is taken by the viewer, so
/// that it types where one types.
QString withKey(const QString& text, int key)
{
  return key == 0 ? text
                  : QString(text + u'\t' + QKeySequence(key).toString(QKeySequence::NativeText));
}

} // namespace

ViewerActions::ViewerActions(QObject* parent)
    : QObject(parent),
      m_arrangement(new QActionGroup(this)),
      m_windows(new QMenu(tr("Window"))),
      m_layouts(new QMenu(tr("Layout"))),
      m_overlays(new QMenu(tr("Show")))
{
  for (QMenu* menu : {m_windows, m_layouts, m_overlays})
    connect(this, &QObject::destroyed, menu, &QObject::deleteLater);
  play = make(u"play"_s, tr("Play"), Qt::Key_K, true);
  reset = make(u"reset"_s, tr("Reset window and zoom"), 0, false); // R is the view's
  reset->setText(withKey(reset->text(), Qt::Key_R));
  inverted = make(u"inverted"_s, tr("Invert"), Qt::Key_V, true);
  magnifier = make(u"magnifier"_s, tr("Magnifier"), Qt::Key_M, true);
  letters = make(u"letters"_s, tr("Orientation"), Qt::Key_O, true);
  scaleBar = make(u"scaleBar"_s, tr("Scale"), Qt::Key_S, true);
  identity = make(u"identity"_s, tr("Patient's identity"), Qt::Key_I, true);
  noiseMap = make(u"noiseMap"_s, tr("Local noise"), Qt::Key_F, true);
  regions = make(u"regions"_s, tr("Regional risk"), Qt::Key_Q, true);
  histogram = make(u"histogram"_s, tr("Histogram"), Qt::Key_H, true);
  planes = make(u"planes"_s, tr("Three planes"), Qt::Key_X, true);
  savePicture = make(u"savePicture"_s, tr("Save picture…"), 0, false);
  letters->setChecked(true);
  scaleBar->setChecked(true);
  addCompanion(u"single"_s, tr("One image"), Companion::None, 0);
  addCompanion(u"previous"_s, tr("Beside the slice before"), Companion::Previous, 0);
  addCompanion(u"next"_s, tr("Beside the slice after"), Companion::Next, 0);
  addCompanion(u"repeat"_s, tr("Beside a repeat of the scan"), Companion::Repeat, 0);
  for (const int edge : {64, 128, 256})
    addCompanion(u"resampled%1"_s.arg(edge), tr("Beside itself at %1 px").arg(edge),
                 Companion::Resampled, edge);
  planes->setActionGroup(m_arrangement);
  m_layouts->addSeparator();
  m_layouts->addAction(planes);
  m_arrangement->actions().first()->setChecked(true);
  m_overlays->addActions({noiseMap, regions, histogram, magnifier, inverted});
  m_overlays->addSeparator();
  m_overlays->addActions({letters, scaleBar, identity});
  connect(m_windows, &QMenu::aboutToShow, this, &ViewerActions::windowsAboutToShow);
}

QAction* ViewerActions::make(const QString& name, const QString& text, int key, bool checkable)
{
  auto* action = new QAction(withKey(text, key), this);
  action->setObjectName(u"viewer."_s + name);
  action->setCheckable(checkable);
  if (key != 0)
    m_keys.emplace_back(key, action);
  return action;
}

void ViewerActions::addCompanion(const QString& name, const QString& text, Companion companion,
                                 int resampledEdge)
{
  QAction* action = make(name, text, 0, true);
  action->setActionGroup(m_arrangement);
  connect(action, &QAction::toggled, this, [this, companion, resampledEdge](bool on) {
    if (on)
      Q_EMIT companionChosen(companion, resampledEdge);
  });
  m_layouts->addAction(action);
}

void ViewerActions::setPresets(const std::vector<rendering::WindowPreset>& presets)
{
  m_windows->clear();
  int number = 0;
  for (const rendering::WindowPreset& preset : presets) {
    ++number;
    const QString text =
        number > mostPresetKeys
            ? preset.name
            : QString(preset.name + u'\t' +
                      QKeySequence(Qt::ALT | static_cast<Qt::Key>(Qt::Key_0 + number))
                          .toString(QKeySequence::NativeText));
    QAction* action = m_windows->addAction(text);
    connect(action, &QAction::triggered, this,
            [this, window = preset.window] { Q_EMIT presetChosen(window); });
  }
  m_windows->addSeparator();
  m_windows->addAction(reset);
}

void ViewerActions::fillMenu(QMenu& menu) const
{
  menu.addMenu(m_windows);
  menu.addMenu(m_layouts);
  menu.addMenu(m_overlays);
  menu.addSeparator();
  menu.addAction(play);
  menu.addAction(reset);
  menu.addAction(savePicture);
}

bool ViewerActions::takeKey(const QKeyEvent& event)
{
  if (event.modifiers() == Qt::AltModifier && event.key() >= Qt::Key_1 &&
      event.key() <= Qt::Key_9) {
    Q_EMIT windowsAboutToShow();
    const QList<QAction*> presets = m_windows->actions();
    const int index = event.key() - Qt::Key_1;
    if (index < presets.size() - 2) // the last are a line and the reset
      presets[index]->trigger();
    return true;
  }
  if (event.modifiers() != Qt::NoModifier)
    return false;
  for (const auto& [key, action] : m_keys)
    if (key == event.key()) {
      if (action == planes && action->isChecked())
        m_arrangement->actions().first()->trigger(); // back to one image
      else
        action->trigger();
      return true;
    }
  return false;
}

} // namespace limpid::pages
