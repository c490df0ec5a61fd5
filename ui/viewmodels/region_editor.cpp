#include "ui/viewmodels/region_editor.h"

#include "ui/viewmodels/core_text.h"
#include "ui/viewmodels/paths.h"

#include <QPointer>

#include <algorithm>
#include <cmath>
#include <limits>

namespace limpid::viewmodels {
namespace {

constexpr std::size_t fewestCorners = 3;
constexpr float unrated = std::numeric_limits<float>::quiet_NaN();

} // namespace

RegionEditor::RegionEditor(BackgroundJobs& stores, QObject* parent)
    : QObject(parent), m_jobs(stores)
{
}

void RegionEditor::setProject(const QString& folder)
{
  if (folder == m_project)
    return;
  m_project = folder;
  setImage(std::nullopt, {});
}

void RegionEditor::setActive(bool active)
{
  if (active == m_active)
    return;
  endStroke();
  m_active = active;
  startAnew();
}

void RegionEditor::setImage(const std::optional<study::ImageKey>& key, const imaging::Image& image)
{
  const bool same = key == m_key && image.rows == m_image.rows && image.columns == m_image.columns;
  m_key = key;
  m_image = image;
  if (same)
    return;
  m_last.reset();
  cancelPolygon();
  startAnew();
}

void RegionEditor::setComponent(const std::optional<risk::Component>& component)
{
  const bool same =
      m_component && component ? m_component->id == component->id : !m_component && !component;
  if (!same)
    endStroke(); // it belongs to the component before
  m_component = component;
  if (same)
    return;
  chooseWorstValue();
  startAnew();
}

/// Nothing of the image or the component before is shown while this one's map is read.
void RegionEditor::startAnew()
{
  ++m_edition;
  m_reading = false;
  m_map =
      m_image.pixels.empty() ? risk::RegionalMap() : risk::emptyMap(m_image.rows, m_image.columns);
  Q_EMIT mapChanged();
  reload();
}

/// What one marks is what is bad; of a measurement it isn't known.
void RegionEditor::chooseWorstValue()
{
  if (m_component && !m_component->values.empty())
    m_value = m_component->goodIsLow ? m_component->values.back() : m_component->values.front();
}

void RegionEditor::reload()
{
  if (!canPaint() || m_project.isEmpty() || m_last) // a stroke under way is stored at its end
    return;
  ++m_edition;
  m_reading = true;
  m_jobs.run<std::optional<risk::RegionalMap>>(
      [folder = toPath(m_project), key = *m_key,
       component = m_component->id](jobs::JobContext&) -> Result<std::optional<risk::RegionalMap>> {
        auto project = study::Project::open(folder);
        if (!project)
          return failure(project.error());
        return risk::regionalMapOf(*project, key, component);
      },
      [this, self = QPointer(this),
       edition = m_edition](Result<std::optional<risk::RegionalMap>> read) {
        if (!self || edition != m_edition)
          return; // gone, looked at another, or painted since
        m_reading = false;
        if (!read) {
          m_error = coreText(read.error().message);
          Q_EMIT failed();
          return;
        }
        const bool fits = *read && (*read)->values.size() == m_map.values.size();
        m_map = fits ? std::move(**read) : risk::emptyMap(m_image.rows, m_image.columns);
        Q_EMIT mapChanged();
      });
}

void RegionEditor::setTool(Tool tool)
{
  if (tool == m_tool)
    return;
  m_tool = tool;
  m_last.reset();
  cancelPolygon();
  Q_EMIT toolChanged();
}

void RegionEditor::setDiameter(double pixels)
{
  m_diameter = std::max(1.0, pixels);
  Q_EMIT toolChanged();
}

void RegionEditor::setValue(double value)
{
  m_value = value;
  Q_EMIT toolChanged();
}

float RegionEditor::paintedValue() const
{
  return m_tool == Tool::Eraser ? unrated : static_cast<float>(m_value);
}

void RegionEditor::paint(const risk::ImagePoint& from, const risk::ImagePoint& to)
{
  ++m_edition;
  risk::paintStroke(m_map, m_image, from, to, {m_diameter / 2.0, paintedValue()});
  Q_EMIT mapChanged();
}

/// What is painted comes on top of what is stored.
void RegionEditor::awaitMap()
{
  if (m_reading)
    m_jobs.finish();
}

void RegionEditor::press(const risk::ImagePoint& at)
{
  if (!canPaint())
    return;
  awaitMap();
  if (m_tool == Tool::Polygon) {
    m_polygon.push_back(at);
    Q_EMIT polygonChanged();
  } else if (m_tool == Tool::Brush || m_tool == Tool::Eraser) {
    m_last = at;
    paint(at, at);
  }
}

void RegionEditor::move(const risk::ImagePoint& at)
{
  if (m_last)
    paint(*m_last, at);
  if (m_last)
    m_last = at;
}

void RegionEditor::release(const risk::ImagePoint& at)
{
  if (!m_last)
    return;
  move(at);
  endStroke();
}

void RegionEditor::endStroke()
{
  if (!m_last)
    return;
  m_last.reset();
  store();
}

void RegionEditor::closePolygon()
{
  const std::vector<risk::ImagePoint> corners = std::exchange(m_polygon, {});
  Q_EMIT polygonChanged();
  if (!canPaint() || corners.size() < fewestCorners)
    return;
  awaitMap();
  ++m_edition;
  risk::paintPolygon(m_map, corners, paintedValue());
  Q_EMIT mapChanged();
  store();
}

void RegionEditor::cancelPolygon()
{
  if (m_polygon.empty())
    return;
  m_polygon.clear();
  Q_EMIT polygonChanged();
}

risk::RegionalMap RegionEditor::thresholdPreview(double low, double high) const
{
  risk::RegionalMap preview = m_map;
  if (canPaint())
    risk::paintThreshold(preview, m_image, low, high, static_cast<float>(m_value));
  return preview;
}

void RegionEditor::paintThreshold(double low, double high)
{
  if (!canPaint())
    return;
  awaitMap();
  ++m_edition;
  m_map = thresholdPreview(low, high);
  Q_EMIT mapChanged();
  store();
}

void RegionEditor::clear()
{
  if (!canPaint())
    return;
  awaitMap();
  if (risk::ratesNothing(m_map))
    return;
  ++m_edition;
  m_map = risk::emptyMap(m_image.rows, m_image.columns);
  Q_EMIT mapChanged();
  store();
}

void RegionEditor::store()
{
  m_error.clear();
  risk::RegionalRating rating{*m_key, m_component->id, m_map, "person", m_author.toStdString()};
  m_jobs.run<bool>(
      [folder = toPath(m_project), rating = std::move(rating)](jobs::JobContext&) -> Result<bool> {
        auto project = study::Project::open(folder);
        if (!project)
          return failure(project.error());
        const Result<void> done =
            risk::ratesNothing(rating.map)
                ? risk::clearRegionalMap(*project, rating.image, rating.component, rating.author)
                : risk::storeRegionalMap(*project, rating);
        if (!done)
          return failure(done.error());
        return true;
      },
      [this, self = QPointer(this)](const Result<bool>& done) {
        if (!self)
          return; // the queue outlives who asked
        if (done) {
          Q_EMIT stored();
          return;
        }
        m_error = coreText(done.error().message);
        reload(); // show what is really there
        Q_EMIT failed();
      });
}

} // namespace limpid::viewmodels
