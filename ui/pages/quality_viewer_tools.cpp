#include "ui/pages/quality_viewer.h"

#include "core/study/departures.h"
#include "ui/pages/named.h"
#include "ui/pages/region_bar.h"
#include "ui/pages/region_import_dialog.h"
#include "ui/pages/viewer_actions.h"
#include "ui/rendering/plane_views.h"
#include "ui/rendering/window_histogram.h"
#include "ui/viewmodels/core_text.h"
#include "ui/viewmodels/paths.h"

#include <QAction>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QKeyEvent>
#include <QLabel>
#include <QMenu>
#include <QMimeData>
#include <QPixmap>
#include <QSpinBox>
#include <QStackedWidget>
#include <QUrl>

#include <algorithm>
#include <cmath>

// What the viewer is told to do: by its actions, with the tools that paint, and with files.

namespace limpid::pages {

using namespace Qt::StringLiterals;
using rendering::DrawStep;
using rendering::ImageView;
using rendering::LeftButton;
using rendering::MapOverlay;
using viewmodels::Companion;
using viewmodels::RegionEditor;
using Tool = RegionEditor::Tool;

namespace {

constexpr double noiseOpacity = 0.55;

/// Blue is good, amber is bad, whichever end of the scale that is.
void setRange(MapOverlay& overlay, const risk::Component& component, const risk::RegionalMap& map)
{
  if (component.values.empty()) {
    double most = 0.0;
    for (const float value : map.values)
      if (!std::isnan(value))
        most = std::max(most, double{value});
    overlay.low = 0.0;
    overlay.high = most > 0.0 ? most : 1.0;
    overlay.unit = QString::fromStdString(component.unit);
    return;
  }
  overlay.low = component.values.front();
  overlay.high = component.values.back();
  for (const std::string& word : component.words)
    overlay.words.push_back(viewmodels::coreText(word));
  if (component.goodIsLow)
    return;
  std::swap(overlay.low, overlay.high);
  std::ranges::reverse(overlay.words);
}

std::optional<QString> droppedFile(const QMimeData& data)
{
  const QList<QUrl> urls = data.urls();
  if (urls.size() != 1 || !urls.first().isLocalFile())
    return std::nullopt;
  const QString file = urls.first().toLocalFile();
  return QFileInfo(file).isFile() ? std::optional(file) : std::nullopt;
}

} // namespace

void QualityViewer::connectActions()
{
  connect(m_actions, &ViewerActions::windowsAboutToShow, this, &QualityViewer::showPresets);
  connect(m_actions, &ViewerActions::presetChosen, this,
          [this](const rendering::WindowLevel& window) {
            m_view->setWindowLevel(window);
            m_beside->setWindowLevel(window);
            showWindow(window);
          });
  connect(m_actions, &ViewerActions::companionChosen, this,
          [this](Companion companion, int resampledEdge) {
            if (companion == Companion::Resampled)
              m_model.setResampledEdge(resampledEdge);
            m_model.setCompanion(companion);
          });
  connect(m_actions->planes, &QAction::toggled, this, [this](bool on) {
    m_stack->setCurrentIndex(on ? 1 : 0);
    setFocusProxy(on ? &m_planes->view(imaging::Section::Axial) : m_view);
    if (on) {
      m_model.setCompanion(Companion::None);
      m_model.readVolume();
      showPlanes();
    }
  });
  connect(m_actions->reset, &QAction::triggered, this, [this] { m_view->resetView(); });
  for (ImageView* view : {m_view, m_beside}) {
    connect(m_actions->inverted, &QAction::toggled, view, &ImageView::setInverted);
    connect(m_actions->magnifier, &QAction::toggled, view, &ImageView::setMagnifier);
    connect(m_actions->letters, &QAction::toggled, view, &ImageView::setOrientationShown);
    connect(m_actions->scaleBar, &QAction::toggled, view, &ImageView::setScaleBarShown);
  }
  connect(m_actions->identity, &QAction::toggled, this, [this] {
    if (const auto* rated = m_model.rated()) {
      showWords(*m_view, *rated, m_model.count());
      m_planes->setIdentity(identityOf(*rated, m_actions->identity->isChecked()));
    }
    showCompanion();
  });
  connect(m_actions->noiseMap, &QAction::toggled, &m_model,
          &viewmodels::ViewerViewModel::setNoiseMapWanted);
  connect(m_actions->histogram, &QAction::toggled, this, [this] { showBars(); });
  connect(m_actions->regions, &QAction::toggled, this, [this](bool on) {
    showBars();
    m_model.regions().setActive(on);
    m_model.regions().setTool(on ? Tool::Brush : Tool::None);
    showOverlay();
  });
  connect(m_actions->savePicture, &QAction::triggered, this, &QualityViewer::savePicture);
}

void QualityViewer::connectPainting()
{
  RegionEditor& regions = m_model.regions();
  connect(m_view, &ImageView::drawn, this, &QualityViewer::draw);
  connect(&regions, &RegionEditor::mapChanged, this, &QualityViewer::showOverlay);
  connect(&regions, &RegionEditor::toolChanged, this, &QualityViewer::showTool);
  connect(&regions, &RegionEditor::polygonChanged, this, [this, &regions] {
    QPolygonF corners;
    for (const risk::ImagePoint& corner : regions.polygon())
      corners.append(QPointF(corner.column, corner.row));
    m_view->setPolygon(corners);
  });
  connect(m_regionBar, &RegionBar::thresholdChanged, this, &QualityViewer::showOverlay);
  connect(m_regionBar, &RegionBar::importRequested, this, &QualityViewer::askForMap);
  connect(&m_import, &viewmodels::RegionImport::finished, this, [this] {
    if (m_import.images() == 0)
      return;
    m_actions->regions->setChecked(true);
    m_model.regions().reload();
    m_quality.reload();
  });
}

void QualityViewer::showTool()
{
  const RegionEditor& regions = m_model.regions();
  const Tool tool = regions.tool();
  const bool brush = tool == Tool::Brush || tool == Tool::Eraser;
  const bool draws = brush || tool == Tool::Polygon;
  m_view->setLeftButton(draws ? LeftButton::Draw : LeftButton::Window,
                        brush ? regions.diameter() / 2.0 : 0.0);
  showOverlay();
}

void QualityViewer::draw(DrawStep step, QPointF imagePoint)
{
  RegionEditor& regions = m_model.regions();
  const risk::ImagePoint point{imagePoint.x(), imagePoint.y()};
  switch (step) {
  case DrawStep::Press:
    regions.press(point);
    break;
  case DrawStep::Move:
    regions.move(point);
    break;
  case DrawStep::Release:
    regions.release(point);
    break;
  case DrawStep::Finish:
    regions.closePolygon();
    break;
  }
}

void QualityViewer::showOverlay()
{
  const imaging::Image* const image = m_model.image();
  if (image == nullptr || m_view->image().pixels.empty())
    return;
  const RegionEditor& regions = m_model.regions();
  const auto& component = regions.component();
  if (m_actions->regions->isChecked() && component) {
    const bool preview = regions.tool() == Tool::Threshold;
    const risk::RegionalMap map = preview ? regions.thresholdPreview(m_regionBar->thresholdLow(),
                                                                     m_regionBar->thresholdHigh())
                                          : regions.map();
    MapOverlay overlay;
    overlay.values = {.rows = map.rows,
                      .columns = map.columns,
                      .pixels = map.values,
                      .spacingMm = image->spacingMm};
    overlay.title = viewmodels::coreText(component->label);
    overlay.contour = true;
    setRange(overlay, *component, map);
    m_view->setMapOverlay(overlay);
    return;
  }
  if (const auto& noise = m_model.noiseMap(); noise && m_model.noiseMapWanted()) {
    MapOverlay overlay;
    overlay.values = noise->values;
    overlay.low = noise->low;
    overlay.high = noise->high;
    overlay.title = tr("Local noise");
    overlay.unit = m_model.unit();
    overlay.opacity = noiseOpacity;
    m_view->setMapOverlay(overlay);
    return;
  }
  m_view->setMapOverlay(std::nullopt);
}

void QualityViewer::keyPressEvent(QKeyEvent* event)
{
  switch (event->key()) {
  case Qt::Key_Escape:
    escape();
    return;
  case Qt::Key_Left:
    Q_EMIT stepRequested(-1);
    return;
  case Qt::Key_Right:
    Q_EMIT stepRequested(1);
    return;
  case Qt::Key_Home:
    m_model.goTo(0);
    return;
  case Qt::Key_End:
    m_model.goTo(m_model.count() - 1);
    return;
  default:
    break;
  }
  const bool plain = event->modifiers() == Qt::NoModifier;
  if ((plain && takeToolKey(event->key())) || m_actions->takeKey(*event))
    return;
  QWidget::keyPressEvent(event);
}

bool QualityViewer::takeToolKey(int key)
{
  RegionEditor& regions = m_model.regions();
  if ((key == Qt::Key_Return || key == Qt::Key_Enter) && !regions.polygon().empty()) {
    regions.closePolygon();
    return true;
  }
  if (!m_actions->regions->isChecked() || !m_regionBar->isVisible())
    return false;
  switch (key) {
  case Qt::Key_W:
    regions.setTool(Tool::None);
    return true;
  case Qt::Key_B:
    regions.setTool(Tool::Brush);
    return true;
  case Qt::Key_E:
    regions.setTool(Tool::Eraser);
    return true;
  case Qt::Key_G:
    regions.setTool(Tool::Polygon);
    return true;
  case Qt::Key_T:
    regions.setTool(Tool::Threshold);
    return true;
  case Qt::Key_BracketLeft:
    regions.setDiameter(std::floor(regions.diameter() / 1.25));
    return true;
  case Qt::Key_BracketRight:
    regions.setDiameter(std::ceil(regions.diameter() * 1.25));
    return true;
  default:
    return false;
  }
}

void QualityViewer::escape()
{
  RegionEditor& regions = m_model.regions();
  if (!regions.polygon().empty())
    regions.cancelPolygon();
  else if (regions.tool() != Tool::None)
    regions.setTool(Tool::None);
  else
    Q_EMIT closeRequested();
}

void QualityViewer::play(bool on)
{
  const bool wasPlaying = m_cine.isActive();
  if (on && m_model.count() > 1) {
    m_cine.start(1000 / m_speed->value());
    return;
  }
  m_cine.stop();
  m_actions->play->setChecked(false);
  if (wasPlaying && m_model.rated() != nullptr)
    m_model.announce();
}

void QualityViewer::playNext()
{
  if (m_model.image() == nullptr)
    return; // still being read
  m_model.goTo((m_model.index() + 1) % std::max(1, m_model.count()));
}

void QualityViewer::askForMap()
{
  auto* dialog =
      named(new QFileDialog(this, tr("Import a map")), u"regionImport.files"_s, tr("Import a map"));
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setFileMode(QFileDialog::ExistingFile);
  dialog->setNameFilters({tr("All files (*)"),
                          tr("Volumes (*.nii *.nii.gz *.nrrd *.nhdr *.mha *.mhd)"),
                          tr("DICOM (*.dcm)"), tr("Pictures (*.png *.tif *.tiff)")});
  connect(dialog, &QFileDialog::fileSelected, this, &QualityViewer::importMap);
  dialog->open();
}

void QualityViewer::importMap(const QString& file)
{
  const auto* rated = m_model.rated();
  if (rated == nullptr)
    return;
  const auto& component = m_model.regions().component();
  auto* dialog = new RegionImportDialog(
      m_import, file,
      {m_quality.project(), rated->record.key, QString::fromStdString(rated->record.seriesUid),
       m_model.count(), m_quality.author()},
      m_quality.schema(), component ? QString::fromStdString(component->id) : QString(), this);
  dialog->open();
}

void QualityViewer::dragEnterEvent(QDragEnterEvent* event)
{
  if (m_model.rated() != nullptr && droppedFile(*event->mimeData()))
    event->acceptProposedAction();
}

void QualityViewer::dropEvent(QDropEvent* event)
{
  const std::optional<QString> file = droppedFile(*event->mimeData());
  if (!file)
    return;
  event->acceptProposedAction();
  importMap(*file);
}

void QualityViewer::savePicture()
{
  auto* dialog =
      named(new QFileDialog(this, tr("Save picture")), u"viewer.saveDialog"_s, tr("Save picture"));
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setAcceptMode(QFileDialog::AcceptSave);
  dialog->setDefaultSuffix(u"png"_s);
  dialog->setNameFilters({tr("PNG (*.png)")});
  connect(dialog, &QFileDialog::fileSelected, this, &QualityViewer::writePicture);
  dialog->open();
}

/// The pictures with their badges, never with the patient's name.
void QualityViewer::writePicture(const QString& file)
{
  const bool identity = m_actions->identity->isChecked();
  m_actions->identity->setChecked(false);
  const QPixmap picture = m_stack->currentWidget()->grab();
  m_actions->identity->setChecked(identity);
  if (!picture.save(file, "PNG"))
    m_place->setText(tr("%1 can't be written.").arg(QFileInfo(file).fileName()));
  else if (const auto* rated = m_model.rated())
    m_model.recordPicture(file, *rated);
}

void QualityViewer::showMenu(QPoint globalPosition)
{
  auto* menu = named(new QMenu(this), u"viewer.menu"_s, tr("What the viewer can do"));
  menu->setAttribute(Qt::WA_DeleteOnClose);
  m_actions->fillMenu(*menu);
  menu->popup(globalPosition);
}

} // namespace limpid::pages
