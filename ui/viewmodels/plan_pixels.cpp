#include "ui/viewmodels/plan_pixels.h"

#include "core/preparation/intensity_choice.h"
#include "core/preparation/training_array.h"
#include "core/preparation/training_risk.h"
#include "core/study/pixel_reader.h"
#include "ui/viewmodels/core_text.h"

#include <algorithm>

namespace limpid::viewmodels {

namespace {

constexpr std::size_t imagesToLookAt = 12;
constexpr double headroomInSigmas = 4.0; // as in core/preparation

const risk::Rating* noiseOf(const KindContent& content, const RatedImage& image)
{
  for (const risk::Component& component : content.schema)
    if (component.use == risk::ComponentUse::Noise)
      if (const auto found = image.quality.find(component.id); found != image.quality.end())
        return &found->second;
  return nullptr;
}

/// The cleanest image first (the middle one of those that are equally clean), then some evenly
/// spaced over all whose noise is known.
std::vector<std::size_t> chooseImages(const KindContent& content)
{
  std::vector<std::size_t> known;
  for (std::size_t index = 0; index < content.images.size(); ++index)
    if (noiseOf(content, content.images[index]) != nullptr)
      known.push_back(index);
  if (known.empty())
    return {};
  const auto noise = [&](std::size_t index) {
    return noiseOf(content, content.images[index])->value;
  };
  const double least = noise(*std::ranges::min_element(known, {}, noise));
  std::vector<std::size_t> cleanest;
  std::ranges::copy_if(known, std::back_inserter(cleanest),
                       [&](std::size_t index) { return noise(index) <= least; });
  std::vector<std::size_t> chosen{cleanest[cleanest.size() / 2]};
  const std::size_t others = std::min(imagesToLookAt, known.size());
  for (std::size_t place = 0; place < others; ++place)
    if (const std::size_t index = known[place * known.size() / others]; index != chosen.front())
      chosen.push_back(index);
  return chosen;
}

preparation::Selection selectionOf(const KindContent& content,
                                   const std::vector<std::size_t>& chosen)
{
  preparation::Selection selection;
  selection.modality = content.modality;
  for (const std::size_t index : chosen) {
    const RatedImage& image = content.images[index];
    selection.images.push_back({image.record, 0, image.patient, image.quality});
  }
  return selection;
}

double median(std::vector<double> values)
{
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

/// One image as it would train, and what that does to its noise.
Result<preparation::TrainingArray> shape(const RatedImage& image, const risk::Rating& noise,
                                         const imaging::IntensityWindow& window, int size)
{
  const auto pixels = study::readFrame(image.record.path, image.record.key.frame);
  if (!pixels)
    return failure(pixels.error());
  const int side = std::max(pixels->rows, pixels->columns);
  return preparation::shapeImage(
      *pixels, {std::nullopt, window, headroomInSigmas * noise.value, std::min(size, side)});
}

/// Nothing after a stop.
Result<std::optional<PlanPixels>> readPixels(const KindContent& content,
                                             const std::vector<std::size_t>& chosen, int size,
                                             jobs::JobContext& context)
{
  const auto window = preparation::chooseWindow(selectionOf(content, chosen), {}, context);
  if (!window)
    return failure(window.error());
  if (!*window)
    return std::optional<PlanPixels>();
  PlanPixels found{**window, 1.0, {}};
  const double scale = found.window.unitsPerModelIntensity();
  std::vector<double> gains;
  std::string reason;
  for (const std::size_t index : chosen) {
    const RatedImage& image = content.images[index];
    const risk::Rating& noise = *noiseOf(content, image);
    const auto array = shape(image, noise, found.window, size);
    if (!array) {
      reason = array.error().message;
      continue;
    }
    if (found.cleanest.pixels.empty())
      found.cleanest = array->square;
    gains.push_back(noise.value > 0.0
                        ? preparation::noiseAsTrained(noise, *array, scale) * scale / noise.value
                        : array->noiseGain);
  }
  if (gains.empty())
    return failure(ErrorCode::BadInput, reason);
  found.noiseGain = median(std::move(gains));
  return std::optional(std::move(found));
}

} // namespace

PlanPixelReader::PlanPixelReader(WorkerClient& worker, QObject* parent)
    : QObject(parent), m_worker(worker)
{
  connect(&m_worker, &WorkerClient::ready, this, &PlanPixelReader::settle);
  connect(&m_worker, &WorkerClient::failed, this, &PlanPixelReader::settle);
  connect(&m_worker, &WorkerClient::unavailable, this, &PlanPixelReader::giveUp);
}

void PlanPixelReader::forget()
{
  m_jobs.stop();
  m_content.reset();
  m_chosen.clear();
  m_missing.clear();
  m_pixels.reset();
  m_reason.clear();
}

void PlanPixelReader::look(const std::shared_ptr<const KindContent>& content, int size)
{
  forget();
  m_content = content;
  m_size = size;
  m_chosen = chooseImages(*content);
  std::vector<study::ImageKey> wanted;
  for (const std::size_t index : m_chosen) {
    const study::ImageKey& key = content->images[index].record.key;
    if (m_worker.thumbnail(key).isEmpty() && m_worker.reason(key).isEmpty())
      m_missing.insert(key);
  }
  wanted.assign(m_missing.begin(), m_missing.end());
  for (const study::ImageKey& key : wanted)
    m_worker.request(key);
  if (!m_chosen.empty() && m_missing.empty())
    readIfAllCame();
}

void PlanPixelReader::settle(const QString& uid, int frame)
{
  if (m_missing.erase({uid.toStdString(), frame}) > 0)
    readIfAllCame();
}

void PlanPixelReader::giveUp(const QString& reason)
{
  if (m_missing.empty())
    return;
  m_missing.clear();
  m_reason = reason;
  Q_EMIT finished();
}

void PlanPixelReader::readIfAllCame()
{
  if (!m_missing.empty() || !m_content)
    return;
  std::erase_if(m_chosen, [this](std::size_t index) {
    return m_worker.thumbnail(m_content->images[index].record.key).isEmpty();
  });
  if (m_chosen.empty()) {
    m_reason = tr("None of the images that were looked at can be read.");
    Q_EMIT finished();
    return;
  }
  m_jobs.stop();
  m_jobs.run<std::optional<PlanPixels>>(
      [content = m_content, chosen = m_chosen, size = m_size](jobs::JobContext& context) {
        return readPixels(*content, chosen, size, context);
      },
      [this, content = m_content, size = m_size](Result<std::optional<PlanPixels>> pixels) {
        if (content != m_content || size != m_size || (pixels && !*pixels))
          return;
        if (pixels)
          m_pixels = std::move(*pixels);
        else
          m_reason = coreText(pixels.error().message);
        Q_EMIT finished();
      });
}

} // namespace limpid::viewmodels
