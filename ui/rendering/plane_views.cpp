#include "ui/rendering/plane_views.h"

#include <QGridLayout>
#include <QLocale>

#include <cmath>

namespace limpid::rendering {
namespace {

using imaging::Section;

constexpr std::array sections = {Section::Axial, Section::Coronal, Section::Sagittal};
constexpr int gap = 4;

QString nameOf(Section section)
{
  switch (section) {
  case Section::Axial:
    return PlaneViews::tr("Axial");
  case Section::Coronal:
    return PlaneViews::tr("Coronal");
  case Section::Sagittal:
    return PlaneViews::tr("Sagittal");
  }
  return {};
}

QString idOf(Section section)
{
  constexpr std::array names = {"axial", "coronal", "sagittal"};
  return QLatin1String(names[static_cast<std::size_t>(section)]);
}

} // namespace

PlaneViews::PlaneViews(QWidget* parent) : QWidget(parent)
{
  auto* grid = new QGridLayout(this);
  grid->setContentsMargins(0, 0, 0, 0);
  grid->setSpacing(gap);
  m_linked.setCameraLinked(false);
  m_linked.setPointerLinked(false);
  for (const Section section : sections) {
    auto* view = new ImageView;
    view->setObjectName(idOf(section));
    view->setAccessibleName(nameOf(section));
    m_views[static_cast<std::size_t>(section)] = view;
    m_linked.add(*view);
    connectView(section);
  }
  grid->addWidget(m_views[0], 0, 0, 2, 1);
  grid->addWidget(m_views[1], 0, 1);
  grid->addWidget(m_views[2], 1, 1);
  grid->setColumnStretch(0, 1);
  grid->setColumnStretch(1, 1);
}

void PlaneViews::connectView(Section section)
{
  ImageView& view = this->view(section);
  connect(&view, &ImageView::pointed, this, [this, section](QPointF point) {
    if (m_volume)
      move(m_volume->voxelOf(section, m_voxel, static_cast<int>(std::floor(point.y())),
                             static_cast<int>(std::floor(point.x()))));
  });
  connect(&view, &ImageView::scrolled, this, [this, section](int steps) {
    if (m_volume)
      move(m_volume->stepped(section, m_voxel, steps));
  });
  connect(&view, &ImageView::maximiseRequested, this, [this, section] { toggleAlone(section); });
  connect(&view, &ImageView::windowLevelChanged, this, [this](const WindowLevel& window) {
    m_window = window;
    Q_EMIT windowLevelChanged(window);
  });
}

void PlaneViews::setVolume(std::shared_ptr<const imaging::Volume> volume,
                           const imaging::Voxel& voxel, const WindowLevel& window)
{
  m_volume = std::move(volume);
  m_voxel = voxel;
  m_window = window;
  for (const Section section : sections)
    show(section, true);
  showCrosshairs();
}

void PlaneViews::clear(const QString& reason)
{
  m_volume.reset();
  for (const Section section : sections) {
    view(section).setCrosshair(std::nullopt);
    view(section).clear(section == Section::Axial ? reason : QString());
  }
}

void PlaneViews::setUnit(const QString& unit)
{
  for (ImageView* view : m_views)
    view->setUnit(unit);
}

void PlaneViews::setBadges(Badges badges)
{
  for (ImageView* view : m_views)
    view->setBadges(badges);
}

void PlaneViews::setIdentity(const QString& text)
{
  m_identity = text;
  if (m_volume)
    for (const Section section : sections)
      show(section, false);
}

void PlaneViews::setVoxel(const imaging::Voxel& voxel)
{
  if (!m_volume || voxel == m_voxel)
    return;
  const imaging::Voxel before = m_voxel;
  m_voxel = voxel;
  for (const Section section : sections)
    if (m_volume->planeOf(section, before).originMm != m_volume->planeOf(section, voxel).originMm)
      show(section, false);
  showCrosshairs();
}

void PlaneViews::setWindowLevel(const WindowLevel& window)
{
  m_window = window;
  for (ImageView* view : m_views)
    view->setWindowLevel(window);
}

void PlaneViews::show(Section section, bool first)
{
  ImageView& view = this->view(section);
  const imaging::Image image = m_volume->sectionAt(section, m_voxel);
  if (first)
    view.setImage(image, m_window);
  else
    view.replaceImage(image);
  view.setPlane(m_volume->planeOf(section, m_voxel));
  const int count = m_volume->countOf(section);
  const int number = m_voxel[m_volume->axisOf(section)] + 1;
  QString text =
      tr("%1\n%2 / %3").arg(nameOf(section), QLocale().toString(number), QLocale().toString(count));
  if (section == Section::Axial && !m_identity.isEmpty())
    text.prepend(m_identity + QLatin1Char('\n'));
  view.setCornerText(Corner::TopLeft, text);
}

void PlaneViews::showCrosshairs()
{
  for (const Section section : sections) {
    const auto [row, column] = m_volume->pixelOf(section, m_voxel);
    view(section).setCrosshair(QPointF(column + 0.5, row + 0.5));
  }
}

void PlaneViews::move(const imaging::Voxel& voxel)
{
  if (voxel == m_voxel)
    return;
  setVoxel(voxel);
  Q_EMIT voxelChanged(m_voxel);
}

void PlaneViews::toggleAlone(Section section)
{
  const bool alone = !view(sections[section == Section::Axial ? 1 : 0]).isVisible();
  for (const Section other : sections)
    view(other).setVisible(alone || other == section);
}

} // namespace limpid::rendering
