#include "core/study/empty_slices.h"

#include "core/study/pixel_reader.h"

#include <algorithm>
#include <optional>

namespace limpid::study {
namespace {

constexpr double signalShare = 0.05;
constexpr double mostOfSlice = 0.005;
constexpr int blockOfCt = 9;
constexpr int blockOfMr = 3;
constexpr std::size_t fewestImages = 3;

/// Of a square of `edge` pixels whose top left corner lies there.
float meanOf(const imaging::Image& image, int row, int column, int edge)
{
  float sum = 0.0F;
  for (int down = 0; down < edge; ++down)
    for (int right = 0; right < edge; ++right)
      sum += image.at(row + down, column + right);
  return sum / static_cast<float>(edge * edge);
}

double highPercentile(std::vector<float> values)
{
  if (values.empty())
    return 0.0;
  const auto place = static_cast<std::ptrdiff_t>(0.99 * static_cast<double>(values.size() - 1));
  std::nth_element(values.begin(), values.begin() + place, values.end());
  return values[static_cast<std::size_t>(place)];
}

/// Reads each image of a series at most once, and what can't be read as "not empty".
class SeriesOfImages
{
public:
  explicit SeriesOfImages(const std::vector<ImageRecord>& images) : m_images(images) {}

  std::optional<double> signal()
  {
    std::vector<double> signals;
    for (const std::size_t third : {4U, 6U, 8U}) { // twelfths: a third, the middle, two thirds
      const ImageRecord& record = m_images[m_images.size() * third / 12];
      if (const auto image = m_reader.read(record.path, record.key.frame))
        signals.push_back(highPercentile(image->pixels));
    }
    if (signals.empty())
      return std::nullopt;
    std::ranges::sort(signals);
    return signals[signals.size() / 2];
  }

  /// How many from one end on show only air.
  std::size_t emptyFrom(bool front, const AirRule& rule, const jobs::JobContext& context)
  {
    std::size_t count = 0;
    while (count < m_images.size() && !context.stopRequested()) {
      const ImageRecord& record = front ? m_images[count] : m_images[m_images.size() - 1 - count];
      const auto image = m_reader.read(record.path, record.key.frame);
      if (!image || !rule.showsOnlyAir(*image))
        break;
      ++count;
    }
    return count;
  }

private:
  const std::vector<ImageRecord>& m_images;
  FrameReader m_reader;
};

} // namespace

AirRule AirRule::forMr(double signal)
{
  AirRule rule;
  rule.m_magnitude = true;
  rule.m_level = signalShare * signal;
  return rule;
}

bool AirRule::showsOnlyAir(const imaging::Image& image) const
{
  if (image.channels != 1)
    return false;
  const int edge = m_magnitude ? blockOfMr : blockOfCt;
  const int rows = image.rows - edge + 1;
  const int columns = image.columns - edge + 1;
  if (rows <= 0 || columns <= 0)
    return false;
  const double most = mostOfSlice * rows * columns;
  double covered = 0.0;
  for (int row = 0; row < rows; ++row)
    for (int column = 0; column < columns; ++column) {
      if (double{meanOf(image, row, column, edge)} > m_level && ++covered >= most)
        return false;
    }
  return true;
}

Result<std::vector<ImageKey>> findEmptyEnds(Project& project, const SeriesRecord& series,
                                            jobs::JobContext& context)
{
  std::vector<ImageKey> empty;
  if (series.modality != "CT" && series.modality != "MR")
    return empty;
  const Result<std::vector<ImageRecord>> images = listImages(project, series.uid);
  if (!images)
    return failure(images.error());
  if (images->size() < fewestImages)
    return empty;
  SeriesOfImages reader(*images);
  AirRule rule = AirRule::forCt();
  if (series.modality == "MR") {
    const std::optional<double> signal = reader.signal();
    if (!signal || *signal <= 0.0)
      return empty;
    rule = AirRule::forMr(*signal);
  }
  const std::size_t front = reader.emptyFrom(true, rule, context);
  if (front > images->size() / 2)
    return empty;
  const std::size_t back = reader.emptyFrom(false, rule, context);
  if (context.stopRequested() || front + back > images->size() / 2)
    return empty;
  for (std::size_t at = 0; at < images->size(); ++at)
    if (at < front || at >= images->size() - back)
      empty.push_back((*images)[at].key);
  return empty;
}

} // namespace limpid::study
