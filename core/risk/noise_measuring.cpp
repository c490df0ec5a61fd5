#include "core/risk/noise_measuring.h"

#include "core/metrics/object_mask.h"
#include "core/study/pixel_reader.h"

#include <fmt/format.h>

#include <algorithm>

namespace limpid::risk {
namespace {

/// Of a series in time as many as tell the noise well; decoding all would only cost time.
constexpr std::size_t mostRepeats = 12;

Json toJson(const metrics::Acquisition& acquisition)
{
  Json json = Json::object();
  for (const auto& [name, value] :
       {std::pair{"dose", acquisition.dose}, std::pair{"averages", acquisition.averages},
        std::pair{"thicknessMm", acquisition.thicknessMm}})
    if (value)
      json[name] = *value;
  return json;
}

bool isFlat(const imaging::Image& image)
{
  return std::all_of(image.pixels.begin(), image.pixels.end(),
                     [&](float pixel) { return pixel == image.pixels.front(); });
}

Result<std::vector<float>> readAll(const std::vector<Scan>& scans, const RepeatGroup& group,
                                   plugin::Measurement& measurement)
{
  std::vector<float> pixels;
  measurement.images = 0;
  for (std::size_t place = 0; place < std::min(group.size(), mostRepeats); ++place) {
    const study::ImageRecord& record = scans[group[place]].image;
    const Result<imaging::Image> image = study::readFrame(record.path, record.key.frame);
    if (!image)
      return failure(image.error());
    measurement.rows = image->rows;
    measurement.columns = image->columns;
    pixels.insert(pixels.end(), image->pixels.begin(), image->pixels.end());
    ++measurement.images;
  }
  return pixels;
}

} // namespace

NoiseMeasuring::NoiseMeasuring(std::vector<Scan> scans)
    : m_scans(std::move(scans)), m_groups(findRepeats(m_scans))
{
  for (std::size_t group = 0; group < m_groups.size(); ++group)
    for (const std::size_t scan : m_groups[group])
      m_groupOf[scan] = group;
}

void NoiseMeasuring::calibrate(const plugin::Estimator& byRepeats, jobs::JobContext& context)
{
  for (std::size_t group = 0; group < m_groups.size(); ++group) {
    if (context.stopRequested())
      return;
    context.report(
        {static_cast<double>(group) / static_cast<double>(m_groups.size()),
         fmt::format("Comparing repeats of position {} of {}", group + 1, m_groups.size())});
    const std::size_t first = m_groups[group].front();
    if (const Result<double> noise = this->byRepeats(first, byRepeats, Json::object()))
      m_calibrations.push_back(
          {group, m_scans[first].protocol.scanner, m_scans[first].protocol.noiseGoesBy, *noise});
  }
}

Result<double> NoiseMeasuring::byRepeats(std::size_t scan, const plugin::Estimator& estimator,
                                         const Json& parameters)
{
  const auto found = m_groupOf.find(scan);
  if (found == m_groupOf.end())
    return failure(ErrorCode::BadInput,
                   "There is no repeat of this image: the same position and protocol, once more.");
  const std::pair key{found->second, estimator.item().id + parameters.dump()};
  if (const auto known = m_ofGroups.find(key); known != m_ofGroups.end())
    return known->second;
  plugin::Measurement measurement;
  const Result<std::vector<float>> pixels = readAll(m_scans, m_groups[found->second], measurement);
  Result<double> noise = 0.0;
  if (!pixels) {
    noise = failure(pixels.error());
  } else {
    measurement.pixels = *pixels;
    measurement.facts = factsOf(scan);
    noise = estimator.estimate(measurement, parameters);
  }
  m_ofGroups.emplace(key, noise);
  return noise;
}

Json NoiseMeasuring::factsOf(std::size_t scan) const
{
  const Scan& one = m_scans[scan];
  Json facts = {{"modality", one.modality}, {"acquisition", toJson(one.protocol.noiseGoesBy)}};
  const auto group = m_groupOf.find(scan);
  const auto own = group == m_groupOf.end() ? std::nullopt : std::optional(group->second);
  if (const auto calibration = calibrationFor(one, own, m_calibrations)) {
    facts["calibration"] = toJson(calibration->acquisition);
    facts["calibration"]["noise"] = calibration->noise;
  }
  return facts;
}

Result<double> NoiseMeasuring::byOne(std::size_t scan, const imaging::Image& pixels,
                                     const plugin::Estimator& estimator, const Json& parameters)
{
  if (estimator.item().needs == "repeats")
    return byRepeats(scan, estimator, parameters);
  return estimator.estimate({pixels.pixels, 1, pixels.rows, pixels.columns, factsOf(scan)},
                            parameters);
}

Result<ImageNoise> NoiseMeasuring::measure(std::size_t scan,
                                           const std::vector<plugin::Estimator>& estimators,
                                           const Json& parameters)
{
  const study::ImageRecord& record = m_scans[scan].image;
  const Result<imaging::Image> pixels = study::readFrame(record.path, record.key.frame);
  if (!pixels)
    return failure(pixels.error());
  if (isFlat(*pixels))
    return ImageNoise{0.0, estimators.back().item().id};
  std::string reasons;
  for (const plugin::Estimator& estimator : estimators) {
    const Result<double> noise = byOne(scan, *pixels, estimator, parameters);
    if (noise)
      return ImageNoise{*noise, estimator.item().id};
    reasons += (reasons.empty() ? "" : " ") + noise.error().message;
  }
  return failure(ErrorCode::BadInput, fmt::format("{}: {}", record.path.string(), reasons));
}

} // namespace limpid::risk
