#include "ui/pages/quality_viewer.h"

#include "core/study/series_volume.h"
#include "ui/pages/fields.h"
#include "ui/pages/named.h"
#include "ui/pages/region_bar.h"
#include "ui/pages/viewer_actions.h"
#include "ui/rendering/plane_views.h"
#include "ui/rendering/window_histogram.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSlider>
#include <QSpinBox>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace limpid::pages {

using namespace Qt::StringLiterals;
using rendering::Badge;
using rendering::Corner;
using rendering::ImageView;
using rendering::WindowLevel;
using viewmodels::Companion;
using viewmodels::QualityViewModel;
using viewmodels::RatedImage;
using viewmodels::RegionEditor;
using viewmodels::ViewerViewModel;

namespace {

constexpr QSize roomForBars(480, 360);
constexpr int fastestSpeed = 60;
constexpr int firstSpeed = 10; ///< slices a second

std::optional<WindowLevel> headerWindow(const RatedImage& rated)
{
  if (!rated.record.windowCenterWidth || !((*rated.record.windowCenterWidth)[1] > 0.0))
    return std::nullopt;
  return WindowLevel{(*rated.record.windowCenterWidth)[0], (*rated.record.windowCenterWidth)[1]};
}

QPushButton* menuButton(const QString& name, const QString& word, QMenu& menu)
{
  auto* button = named(new QPushButton(word), name, word);
  button->setMenu(&menu);
  return button;
}

} // namespace

QualityViewer::QualityViewer(QualityViewModel& quality, QWidget* parent)
    : QWidget(parent),
      m_quality(quality),
      m_model(quality),
      m_import(quality.programs()),
      m_actions(new ViewerActions(this))
{
  setAcceptDrops(true);
  buildBars();
  buildViews();
  leaveKeyboardToViews();
  connectActions();
  connectPainting();
  connect(&m_cine, &QTimer::timeout, this, &QualityViewer::playNext);
  connect(&m_quality.images(), &QAbstractItemModel::modelReset, this,
          [this] { m_regionBar->setSchema(m_quality.schema()); });
  connect(&m_model, &ViewerViewModel::seriesChanged, this, &QualityViewer::showSeries);
  connect(&m_model, &ViewerViewModel::imageChanged, this, &QualityViewer::showSlice);
  connect(&m_model, &ViewerViewModel::companionChanged, this, &QualityViewer::showCompanion);
  connect(&m_model, &ViewerViewModel::noiseMapChanged, this, &QualityViewer::showOverlay);
  connect(&m_model, &ViewerViewModel::volumeChanged, this, &QualityViewer::showPlanes);
  connect(&m_model, &ViewerViewModel::recordFailed, m_place, &QLabel::setText);
  connect(&m_model, &ViewerViewModel::shown, this, [this](int row) {
    if (!m_cine.isActive())
      m_quality.setSelection({row});
  });
  connect(&m_quality.shown(), &viewmodels::ShownImage::changed, this, [this] {
    if (m_model.count() == 0)
      showSlice();
  });
  showSeries();
  showSlice();
}

QualityViewer::~QualityViewer() = default;

void QualityViewer::buildBars()
{
  m_toolBar = new QWidget;
  auto* line = new QHBoxLayout(m_toolBar);
  line->setContentsMargins(0, 0, 0, 0);
  line->setSpacing(8);
  line->addWidget(menuButton(u"viewer.windows"_s, tr("Window"), m_actions->windows()));
  line->addWidget(menuButton(u"viewer.layouts"_s, tr("Layout"), m_actions->layouts()));
  line->addWidget(menuButton(u"viewer.overlays"_s, tr("Show"), m_actions->overlays()));
  auto* paint = named(new QPushButton(tr("Paint")), u"viewer.paint"_s, tr("Paint regional risk"));
  paint->setCheckable(true);
  connect(paint, &QPushButton::toggled, m_actions->regions, &QAction::setChecked);
  connect(m_actions->regions, &QAction::toggled, paint, &QPushButton::setChecked);
  line->addWidget(paint);
  line->addStretch();
  m_sliceBar = new QWidget;
  auto* slices = new QHBoxLayout(m_sliceBar);
  slices->setContentsMargins(0, 0, 0, 0);
  slices->setSpacing(8);
  auto* playing = named(new QPushButton(tr("Play")), u"viewer.play"_s, tr("Play the series"));
  playing->setCheckable(true);
  connect(playing, &QPushButton::toggled, m_actions->play, &QAction::setChecked);
  connect(m_actions->play, &QAction::toggled, this, [this, playing](bool on) {
    playing->setChecked(on);
    playing->setText(on ? tr("Pause") : tr("Play"));
    play(on);
  });
  slices->addWidget(playing);
  m_speed = number(u"viewer.speed"_s, tr("Slices a second"), 1, fastestSpeed);
  m_speed->setValue(firstSpeed);
  m_speed->setSuffix(tr(" /s"));
  connect(m_speed, &QSpinBox::valueChanged, this,
          [this](int perSecond) { m_cine.setInterval(1000 / perSecond); });
  slices->addWidget(m_speed);
  m_slider = named(new QSlider(Qt::Horizontal), u"viewer.slider"_s, tr("Slice"));
  connect(m_slider, &QSlider::valueChanged, &m_model, &ViewerViewModel::goTo);
  slices->addWidget(m_slider, 1);
  m_place = named(new QLabel, u"viewer.place"_s, tr("Slice"));
  slices->addWidget(m_place);
}

void QualityViewer::buildViews()
{
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(8);
  layout->setSizeConstraint(QLayout::SetNoConstraint);
  layout->addWidget(m_toolBar);
  m_regionBar = new RegionBar(m_model.regions());
  layout->addWidget(m_regionBar);
  auto* flat = new QWidget;
  auto* views = new QHBoxLayout(flat);
  views->setContentsMargins(0, 0, 0, 0);
  views->setSpacing(4);
  m_view = named(new ImageView, u"quality.view"_s, tr("Selected image"));
  m_beside = named(new ImageView, u"viewer.beside"_s, tr("Image beside it"));
  for (ImageView* view : {m_view, m_beside}) {
    views->addWidget(view, 1);
    m_linked.add(*view);
    connect(view, &ImageView::windowLevelChanged, this, &QualityViewer::showWindow);
    connect(view, &ImageView::maximiseRequested, this, &QualityViewer::maximiseRequested);
    connect(view, &ImageView::menuRequested, this, &QualityViewer::showMenu);
  }
  m_beside->hide();
  m_planes = named(new rendering::PlaneViews, u"viewer.planes"_s, tr("Three planes"));
  m_stack = new QStackedWidget;
  m_stack->addWidget(flat);
  m_stack->addWidget(m_planes);
  layout->addWidget(m_stack, 1);
  m_histogram = named(new rendering::WindowHistogram, u"viewer.histogram"_s,
                      tr("Values of the image and the window over them"));
  m_histogram->hide();
  layout->addWidget(m_histogram);
  layout->addWidget(m_sliceBar);
  setFocusProxy(m_view);
  connect(&m_linked, &rendering::LinkedViews::scrolled, &m_model, &ViewerViewModel::scroll);
  connect(m_histogram, &rendering::WindowHistogram::windowLevelChanged, this,
          [this](const WindowLevel& window) {
            m_view->setWindowLevel(window);
            m_beside->setWindowLevel(window);
          });
  connect(m_planes, &rendering::PlaneViews::voxelChanged, this,
          [this](const imaging::Voxel& voxel) { m_model.goTo(m_model.sliceOfVoxel(voxel)); });
  connect(m_planes, &rendering::PlaneViews::windowLevelChanged, this,
          [this](const WindowLevel& window) {
            m_view->setWindowLevel(window);
            showWindow(window);
          });
}

QList<QWidget*> QualityViewer::views() const
{
  QList<QWidget*> views = {m_view, m_beside};
  for (const imaging::Section section :
       {imaging::Section::Axial, imaging::Section::Coronal, imaging::Section::Sagittal})
    views.append(&m_planes->view(section));
  return views;
}

void QualityViewer::leaveKeyboardToViews()
{
  for (const QWidget* bar : {m_toolBar, m_sliceBar, static_cast<QWidget*>(m_regionBar)})
    leaveKeyboard(*bar);
}

void QualityViewer::setRatingWords(const QString& words)
{
  m_view->setCornerText(Corner::BottomRight, words);
}

void QualityViewer::showSeries()
{
  play(false);
  const int count = m_model.count();
  const QSignalBlocker blocker(m_slider);
  m_slider->setRange(0, std::max(0, count - 1));
  m_slider->setEnabled(count > 1);
  m_actions->play->setEnabled(count > 1);
  m_regionBar->setSchema(m_quality.schema());
  if (m_stack->currentWidget() == m_planes)
    m_model.readVolume();
}

void QualityViewer::showSlice()
{
  const RatedImage* const rated = m_model.rated();
  if (rated == nullptr) {
    m_shownSeries.clear();
    const QString reason = m_quality.shown().reason();
    m_view->clear(reason.isEmpty() ? tr("Click an image to see it here.") : reason);
    m_place->clear();
    return;
  }
  const QSignalBlocker blocker(m_slider);
  m_slider->setValue(m_model.index());
  m_place->setText(tr("%1 / %2").arg(QLocale().toString(m_model.index() + 1),
                                     QLocale().toString(m_model.count())));
  const QString series = QString::fromStdString(rated->record.seriesUid);
  const imaging::Image* const image = m_model.image();
  if (image == nullptr) {
    // Until its pixels have come the last slice stays, with its own words.
    if (!m_model.reason().isEmpty() || series != m_shownSeries) {
      m_view->clear(m_model.reason().isEmpty() ? tr("Reading…") : m_model.reason());
      m_shownSeries.clear();
    }
    return;
  }
  m_view->setUnit(m_model.unit());
  if (series == m_shownSeries) {
    m_view->replaceImage(*image);
  } else {
    m_view->setImage(*image, headerWindow(*rated));
    showWindow(m_view->windowLevel());
    const WindowLevel full = rendering::fullWindow(*image);
    m_regionBar->setValueRange(full.centre - full.width / 2.0, full.centre + full.width / 2.0,
                               m_model.unit());
  }
  m_shownSeries = series;
  showWords(*m_view, *rated, m_model.count());
  if (m_histogram->isVisible())
    m_histogram->setImage(*image, m_model.unit());
  showOverlay();
  if (m_model.volume()) {
    imaging::Voxel voxel = m_planes->voxel();
    voxel[2] = m_model.voxelOfSlice()[2];
    m_planes->setVoxel(voxel);
  }
}

rendering::Badges QualityViewer::badges() const
{
  const study::SeriesRecord* const series = m_model.series();
  const bool synthetic = series != nullptr && series->synthetic;
  return rendering::Badges(synthetic ? Badge::Synthetic : Badge::Real) | Badge::Research;
}

QString QualityViewer::identityOf(const RatedImage& rated, bool shown) const
{
  const auto& known = m_quality.images().content().series;
  const auto series = known.find(rated.record.seriesUid);
  if (!shown || series == known.end())
    return QString::fromStdString(rated.patient);
  QStringList lines;
  for (const std::string* word :
       {&series->second.patientName, &series->second.patientId, &series->second.studyDate})
    if (!word->empty())
      lines.append(QString::fromStdString(*word));
  return lines.join(u'\n');
}

void QualityViewer::showWords(ImageView& view, const RatedImage& rated, int slices) const
{
  view.setPlane(study::planeOf(rated.record));
  view.setBadges(badges());
  view.setCornerText(Corner::TopLeft, identityOf(rated, m_actions->identity->isChecked()));
  const auto& known = m_quality.images().content().series;
  const auto series = known.find(rated.record.seriesUid);
  QStringList what;
  if (series != known.end())
    for (const std::string* word : {&series->second.description, &series->second.kernelOrSequence})
      if (!word->empty())
        what.append(QString::fromStdString(*word));
  what.removeDuplicates();
  view.setCornerText(Corner::TopRight, what.join(u'\n'));
  QString place =
      tr("Slice %1 / %2").arg(QLocale().toString(rated.slice), QLocale().toString(slices));
  if (rated.record.positionMm)
    place += u'\n' + tr("%1 mm").arg(QLocale().toString(*rated.record.positionMm, 'f', 1));
  view.setCornerText(Corner::BottomLeft, place);
}

void QualityViewer::showCompanion()
{
  const bool beside = m_model.companion() != Companion::None;
  m_beside->setVisible(beside);
  if (!beside)
    return;
  const imaging::Image* const image = m_model.companionImage();
  const RatedImage* const rated = m_model.companionRated();
  if (image == nullptr || rated == nullptr) {
    const QString reason = m_model.companionReason();
    m_beside->clear(reason.isEmpty() ? tr("Reading…") : reason);
    return;
  }
  m_beside->setUnit(m_model.unit());
  m_beside->replaceImage(*image);
  m_beside->setWindowLevel(m_view->windowLevel());
  m_beside->setFirstWindow(m_view->windowLevel());
  m_beside->setCamera(m_view->camera());
  showWords(*m_beside, *rated, m_model.count());
  if (m_model.companion() == Companion::Resampled) {
    m_beside->setPlane(std::nullopt);
    m_beside->setCornerText(Corner::BottomLeft,
                            tr("%1 × %2 px").arg(image->columns).arg(image->rows));
  }
}

void QualityViewer::showWindow(const WindowLevel& window)
{
  m_histogram->setWindowLevel(window);
  if (m_stack->currentWidget() == m_planes && m_planes->windowLevel() != window)
    m_planes->setWindowLevel(window);
}

void QualityViewer::showPresets()
{
  const imaging::Image* const image = m_model.image();
  const RatedImage* const rated = m_model.rated();
  if (image == nullptr || rated == nullptr) {
    m_actions->setPresets({});
    return;
  }
  m_actions->setPresets(
      rendering::windowPresets(m_model.series()->modality, *image, headerWindow(*rated)));
}

void QualityViewer::showPlanes()
{
  if (m_stack->currentWidget() != m_planes)
    return;
  if (!m_model.volume()) {
    m_planes->clear(m_model.readingVolume() ? tr("Reading the series…") : m_model.volumeReason());
    return;
  }
  m_planes->setUnit(m_model.unit());
  m_planes->setBadges(badges());
  m_planes->setVolume(m_model.volume(), m_model.voxelOfSlice(), m_view->windowLevel());
  m_planes->setIdentity(identityOf(*m_model.rated(), m_actions->identity->isChecked()));
}

void QualityViewer::showBars()
{
  const bool room = width() >= roomForBars.width() && height() >= roomForBars.height();
  m_toolBar->setVisible(room);
  m_sliceBar->setVisible(room);
  m_regionBar->setVisible(room && m_actions->regions->isChecked());
  const bool histogram = room && m_actions->histogram->isChecked();
  if (histogram && m_histogram->isHidden() && m_model.image() != nullptr) {
    m_histogram->setImage(*m_model.image(), m_model.unit());
    m_histogram->setWindowLevel(m_view->windowLevel());
  }
  m_histogram->setVisible(histogram);
  if (!room && m_model.regions().tool() != RegionEditor::Tool::None)
    m_model.regions().setTool(RegionEditor::Tool::None);
}

void QualityViewer::resizeEvent(QResizeEvent*)
{
  showBars();
}

} // namespace limpid::pages
