#include "tests/core/export/sample_files.h"

#include "core/base/atomic_file.h"
#include "core/base/random.h"
#include "core/dataset/safetensors.h"

#include <gtest/gtest.h>

namespace limpid::exporting {
namespace {

SampleContent drawn(std::string name, std::int64_t channels, Json preparation)
{
  SampleContent content{
      .name = std::move(name), .count = 3, .channels = channels, .rows = 24, .columns = 20};
  content.intensities.resize(static_cast<std::size_t>(3 * channels * 24 * 20));
  Random random(5, 0);
  for (float& intensity : content.intensities)
    intensity = static_cast<float>(2.0 * random.uniform() - 1.0);
  content.document = {{"format", "limpid-samples"},
                      {"version", 1},
                      {"run", "first"},
                      {"modelDigest", "0123456789abcdef"},
                      {"datasetDigest", "fedcba9876543210"},
                      {"step", 1000},
                      {"seed", 42},
                      {"first", 10},
                      {"count", 3},
                      {"sampler", "dpmpp-2m"},
                      {"steps", 20},
                      {"label", 3},
                      {"minimumTime", 0.05},
                      {"programVersion", "0.1.0"},
                      {"preparation", std::move(preparation)}};
  return content;
}

} // namespace

SampleContent headCtSamples()
{
  return drawn("ct", 1,
               {{"modality", "CT"},
                {"unit", "HU"},
                {"windowLow", -1000},
                {"windowHigh", 1000},
                {"intensityScale", 1000.0},
                {"spacingMm", {6.875, 6.5}},
                {"size", 24},
                {"bodyPart", "HEAD"},
                {"rescaleType", "HU"}});
}

SampleContent magneticSamples()
{
  return drawn("mr", 1,
               {{"modality", "MR"},
                {"unit", "a.u."},
                {"windowLow", 0.0},
                {"windowHigh", 2.5},
                {"intensityScale", 1.25},
                {"spacingMm", {1.0, 1.0}},
                {"bodyPart", "BRAIN"}});
}

SampleContent samplesWithoutSpacing()
{
  SampleContent content = headCtSamples();
  content.name = "sc";
  content.document["preparation"]["spacingMm"] = nullptr;
  return content;
}

SampleContent colourSamples()
{
  return drawn("colour", 3,
               {{"modality", "XC"},
                {"unit", "a.u."},
                {"windowLow", 0},
                {"windowHigh", 255},
                {"intensityScale", 127.5},
                {"spacingMm", nullptr}});
}

std::span<const float> SampleFiles::sample(std::size_t position) const
{
  const std::size_t size = content.intensities.size() / 3;
  return std::span(content.intensities).subspan(position * size, size);
}

SampleFiles writeSamples(const std::filesystem::path& folder, const SampleContent& content)
{
  SampleFiles files{.path = folder / "samples.safetensors", .content = content};
  EXPECT_TRUE(makeFolder(folder));
  const auto view =
      dataset::viewOf(std::span<const float>(content.intensities),
                      {content.count, content.channels, content.rows, content.columns});
  EXPECT_TRUE(dataset::writeSafetensors(files.path, {{"images", view}}, {}));
  EXPECT_TRUE(writeDocument(folder / "samples.json", content.document));
  return files;
}

} // namespace limpid::exporting
