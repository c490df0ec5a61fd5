#include "ui/viewmodels/viewer_view_model.h"

#include "core/risk/estimate.h"
#include "core/study/departures.h"
#include "core/study/series_volume.h"
#include "ui/viewmodels/core_text.h"
#include "ui/viewmodels/paths.h"

#include <algorithm>

namespace limpid::viewmodels {

ViewerViewModel::ViewerViewModel(QualityViewModel& quality, QObject* parent)
    : QObject(parent),
      m_quality(quality),
      m_regions(quality.stores()),
      m_slices(quality.worker()),
      m_others(quality.worker())
{
  connect(&m_quality.images(), &QAbstractItemModel::modelReset, this,
          &ViewerViewModel::followContent);
  connect(&m_quality, &QualityViewModel::selectionChanged, this, &ViewerViewModel::followSelection);
  connect(&m_quality, &QualityViewModel::qualityChanged, &m_regions, &RegionEditor::reload);
  connect(&m_quality, &QualityViewModel::historyWanted, &m_regions, &RegionEditor::endStroke);
  connect(&m_slices, &SliceCache::arrived, this, &ViewerViewModel::sliceArrived);
  connect(&m_others, &SliceCache::arrived, this, &ViewerViewModel::companionChanged);
  connect(&m_regions, &RegionEditor::stored, this, [this] {
    if (m_index >= 0)
      m_quality.readAgain(m_rows[static_cast<std::size_t>(m_index)]);
  });
  followContent();
  followSelection();
}

void ViewerViewModel::followContent()
{
  m_regions.setProject(m_quality.project());
  // The same series with the same slices stays as it is: values were changed, not images.
  const std::vector<study::ImageRecord>& known = m_slices.images();
  const std::vector<RatedImage>& images = m_quality.images().content().images;
  const auto stays = [&](int row, const study::ImageRecord& record) {
    return row < std::ssize(images) &&
           images[static_cast<std::size_t>(row)].record.key == record.key;
  };
  bool same = !m_rows.empty() && std::ranges::count_if(images, [&](const RatedImage& image) {
                                   return image.record.seriesUid == known.front().seriesUid;
                                 }) == std::ssize(m_rows);
  for (std::size_t at = 0; same && at < m_rows.size(); ++at)
    same = stays(m_rows[at], known[at]);
  if (same) {
    showSlice(m_index);
    return;
  }
  clear(); // the selection follows
}

void ViewerViewModel::clear()
{
  m_rows.clear();
  m_index = -1;
  m_slices.setImages({});
  forgetVolume();
  Q_EMIT seriesChanged();
  showSlice(-1);
}

void ViewerViewModel::followSelection()
{
  if (m_quality.selection().empty()) {
    if (!m_rows.empty())
      clear();
    return;
  }
  const int row = m_quality.selection().back();
  const auto found = std::ranges::find(m_rows, row);
  if (found == m_rows.end())
    takeSeries(row);
  else if (const int index = static_cast<int>(found - m_rows.begin()); index != m_index)
    showSlice(index);
}

void ViewerViewModel::takeSeries(int row)
{
  const std::vector<RatedImage>& images = m_quality.images().content().images;
  const std::string& uid = images[static_cast<std::size_t>(row)].record.seriesUid;
  m_rows.clear();
  for (int at = 0; at < std::ssize(images); ++at)
    if (images[static_cast<std::size_t>(at)].record.seriesUid == uid)
      m_rows.push_back(at);
  m_index = -1;
  forgetVolume();
  m_slices.setImages(recordsOf(m_rows));
  Q_EMIT seriesChanged();
  showSlice(static_cast<int>(std::ranges::find(m_rows, row) - m_rows.begin()));
}

std::vector<study::ImageRecord> ViewerViewModel::recordsOf(const std::vector<int>& rows) const
{
  std::vector<study::ImageRecord> records;
  records.reserve(rows.size());
  for (const int row : rows)
    records.push_back(m_quality.images().image(row).record);
  return records;
}

void ViewerViewModel::scroll(int steps)
{
  goTo(m_index + steps);
}

void ViewerViewModel::announce()
{
  if (m_index >= 0)
    Q_EMIT shown(m_rows[static_cast<std::size_t>(m_index)]);
}

void ViewerViewModel::goTo(int index)
{
  if (m_rows.empty())
    return;
  index = std::clamp(index, 0, count() - 1);
  if (index == m_index)
    return;
  showSlice(index);
  announce();
}

void ViewerViewModel::showSlice(int index)
{
  const bool other = index != m_index;
  m_index = index;
  ++m_request;
  if (other || !m_noiseWanted) {
    m_noise.reset();
    m_noiseReason.clear();
  }
  m_slices.want(index);
  m_regions.setAuthor(m_quality.author());
  const imaging::Image* const pixels = image();
  const RatedImage* const now = rated();
  m_regions.setImage(now != nullptr && pixels != nullptr ? std::optional(now->record.key)
                                                         : std::nullopt,
                     pixels != nullptr ? *pixels : imaging::Image());
  Q_EMIT imageChanged();
  showCompanion();
  measureNoiseMap();
}

void ViewerViewModel::sliceArrived(int index)
{
  if (index == m_index)
    showSlice(index);
  else if (m_companion == Companion::Previous || m_companion == Companion::Next)
    Q_EMIT companionChanged();
}

QString ViewerViewModel::reason() const
{
  return m_slices.reason(m_index);
}

const RatedImage* ViewerViewModel::rated() const
{
  if (m_index < 0 || m_index >= count())
    return nullptr;
  return &m_quality.images().image(m_rows[static_cast<std::size_t>(m_index)]);
}

const study::SeriesRecord* ViewerViewModel::series() const
{
  const RatedImage* const now = rated();
  if (now == nullptr)
    return nullptr;
  const auto& known = m_quality.images().content().series;
  const auto found = known.find(now->record.seriesUid);
  return found == known.end() ? nullptr : &found->second;
}

QString ViewerViewModel::unit() const
{
  const study::SeriesRecord* const now = series();
  return now == nullptr ? m_quality.unit() : QString::fromStdString(risk::pixelUnit(now->modality));
}

void ViewerViewModel::setNoiseMapWanted(bool wanted)
{
  if (wanted == m_noiseWanted)
    return;
  m_noiseWanted = wanted;
  m_noise.reset();
  m_noiseReason.clear();
  Q_EMIT noiseMapChanged();
  measureNoiseMap();
}

void ViewerViewModel::measureNoiseMap()
{
  const imaging::Image* const pixels = image();
  if (!m_noiseWanted || pixels == nullptr || m_noise)
    return;
  m_noiseJobs.stop();
  m_noiseJobs.run<NoiseMap>([copy = *pixels](jobs::JobContext&) { return noiseMapOf(copy); },
                            [this, request = m_request](Result<NoiseMap> map) {
                              if (request != m_request || !m_noiseWanted)
                                return;
                              if (map)
                                m_noise = *std::move(map);
                              else
                                m_noiseReason = coreText(map.error().message);
                              Q_EMIT noiseMapChanged();
                            });
}

void ViewerViewModel::readVolume()
{
  const study::SeriesRecord* const now = series();
  if (now == nullptr || m_volume || m_readingVolume)
    return;
  m_readingVolume = true;
  m_volumeReason.clear();
  Q_EMIT volumeChanged();
  using Read = std::optional<imaging::Volume>;
  m_volumeJobs.run<Read>(
      [record = *now, images = m_slices.images()](jobs::JobContext& context) {
        return study::readVolume(record, images, context);
      },
      [this, request = m_seriesRequest](Result<Read> read) {
        if (request != m_seriesRequest)
          return;
        m_readingVolume = false;
        if (!read)
          m_volumeReason = coreText(read.error().message);
        else if (*read)
          m_volume = std::make_shared<const imaging::Volume>(**std::move(read));
        Q_EMIT volumeChanged();
      });
}

void ViewerViewModel::forgetVolume()
{
  ++m_seriesRequest;
  m_volumeJobs.stop();
  m_readingVolume = false;
  m_volume.reset();
  m_volumeReason.clear();
  Q_EMIT volumeChanged();
}

imaging::Voxel ViewerViewModel::voxelOfSlice() const
{
  imaging::Voxel voxel = m_volume->middle();
  const std::vector<std::size_t>& order = m_volume->grid().order;
  const auto found = std::ranges::find(order, static_cast<std::size_t>(std::max(m_index, 0)));
  voxel[2] = static_cast<int>(found - order.begin());
  return voxel;
}

int ViewerViewModel::sliceOfVoxel(const imaging::Voxel& voxel) const
{
  return static_cast<int>(m_volume->grid().order[static_cast<std::size_t>(voxel[2])]);
}

void ViewerViewModel::recordPicture(const QString& file, const RatedImage& rated)
{
  m_recordJobs.run<bool>(
      [folder = toPath(m_quality.project()), file = toPath(file),
       patient = rated.patient](jobs::JobContext&) -> Result<bool> {
        auto project = study::Project::open(folder);
        if (!project)
          return failure(project.error());
        if (Result<void> recorded = study::recordDeparture(*project, {.what = "picture of an image",
                                                                      .folder = file,
                                                                      .files = 1,
                                                                      .pseudonyms = {patient}});
            !recorded)
          return failure(recorded.error());
        return true;
      },
      [this](const Result<bool>& recorded) {
        if (!recorded)
          Q_EMIT recordFailed(coreText(recorded.error().message));
      });
}

bool ViewerViewModel::busy() const
{
  return m_slices.busy() || m_others.busy() || m_regions.busy() || m_noiseJobs.busy() ||
         m_repeatJobs.busy() || m_volumeJobs.busy() || m_recordJobs.busy();
}

void ViewerViewModel::finish()
{
  while (busy()) {
    m_slices.finish();
    m_others.finish();
    m_regions.finish();
    m_noiseJobs.finish();
    m_repeatJobs.finish();
    m_volumeJobs.finish();
    m_recordJobs.finish();
  }
}

} // namespace limpid::viewmodels
