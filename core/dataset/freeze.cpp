#include "core/base/atomic_file.h"
#include "core/base/utc_time.h"
#include "core/dataset/dataset_digest.h"
#include "core/dataset/frozen_dataset.h"
#include "core/dataset/noise_spectrum_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace limpid::dataset {
namespace {

tl::unexpected<Error> wrong(const std::string& reason)
{
  return failure(ErrorCode::BadInput, fmt::format("The data set can't be frozen: {}.", reason));
}

bool isRisk(float value)
{
  return std::isfinite(value) && value >= 0.0F;
}

bool allRisks(const std::vector<float>& values)
{
  return std::all_of(values.begin(), values.end(), isRisk);
}

Result<void> checkSizes(const DatasetContent& content)
{
  if (content.count < 1 || content.channels < 1 || content.rows < 1 || content.columns < 1)
    return wrong("it holds no image");
  const auto count = static_cast<std::size_t>(content.count);
  const std::size_t pixels =
      static_cast<std::size_t>(content.rows) * static_cast<std::size_t>(content.columns);
  if (content.images.size() != count * pixels * static_cast<std::size_t>(content.channels))
    return wrong(fmt::format("{} values aren't {} images of {}×{}×{}", content.images.size(),
                             content.count, content.channels, content.rows, content.columns));
  for (const auto& [name, size] :
       {std::pair("noise", content.noise.size()), std::pair("limit", content.limit.size())})
    if (size != count && size != count * pixels)
      return wrong(fmt::format("{} values of {} fit neither the {} images nor their pixels", size,
                               name, count));
  for (const auto& [name, size] : {std::pair("labels", content.label.size()),
                                   std::pair("held-out marks", content.heldOut.size()),
                                   std::pair("patients", content.patients.size()),
                                   std::pair("sources", content.sources.size())})
    if (size != 0 && size != count)
      return wrong(fmt::format("there are {} {} for {} images", size, name, count));
  return {};
}

Result<void> checkValues(const DatasetContent& content)
{
  if (!std::all_of(content.images.begin(), content.images.end(),
                   [](float value) { return std::isfinite(value); }))
    return wrong("an image holds a value that isn't finite");
  if (!allRisks(content.noise) || !allRisks(content.limit))
    return wrong("a noise or limit is negative or isn't finite");
  if (!content.noiseSpectrum.empty())
    if (const Result<void> checked =
            checkNoiseSpectrum(content.noiseSpectrum, content.rows, content.columns);
        !checked)
      return wrong(checked.error().message);
  return {};
}

std::map<std::string, TensorView> viewsOf(const DatasetContent& content)
{
  const auto riskView = [&](const std::vector<float>& values) {
    const bool perImage = values.size() == static_cast<std::size_t>(content.count);
    return viewOf<float>(
        values, {content.count, 1, perImage ? 1 : content.rows, perImage ? 1 : content.columns});
  };
  std::map<std::string, TensorView> views{
      {"images", viewOf<float>(content.images,
                               {content.count, content.channels, content.rows, content.columns})},
      {"noise", riskView(content.noise)},
      {"limit", riskView(content.limit)}};
  if (!content.noiseSpectrum.empty())
    views.emplace("noise_spectrum",
                  viewOf<float>(content.noiseSpectrum, {content.rows, content.columns}));
  if (!content.label.empty())
    views.emplace("label", viewOf<std::int64_t>(content.label, {content.count}));
  if (!content.heldOut.empty())
    views.emplace("held_out", viewOf<std::uint8_t>(content.heldOut, {content.count}));
  return views;
}

Json documentOf(const DatasetContent& content, const std::string& name, const std::string& digest)
{
  return {{"format", "limpid-dataset"},
          {"version", 1},
          {"name", name},
          {"digest", digest},
          {"created", utcNow()},
          {"contains", "patient images, pseudonymous"},
          {"patients", content.patients},
          {"sources", content.sources},
          {"preparation", content.preparation}};
}

} // namespace

Result<std::string> freeze(const std::filesystem::path& folder, const std::string& name,
                           const DatasetContent& content)
{
  if (const Result<void> checked = checkSizes(content); !checked)
    return failure(checked.error());
  if (const Result<void> checked = checkValues(content); !checked)
    return failure(checked.error());
  const std::map<std::string, TensorView> views = viewsOf(content);
  const std::string digest =
      contentDigest(views, content.patients, content.sources, content.preparation);
  const std::filesystem::path target = folder / digest;
  // The document is written last, so where it is the data set is whole.
  if (std::filesystem::exists(target / datasetDocumentName) &&
      std::filesystem::exists(target / datasetFileName))
    return digest;
  if (const Result<void> made = makeFolder(target); !made)
    return failure(made.error());
  if (const Result<void> written =
          writeSafetensors(target / datasetFileName, views, {{"digest", digest}});
      !written)
    return failure(written.error());
  if (const Result<void> written =
          writeDocument(target / datasetDocumentName, documentOf(content, name, digest));
      !written)
    return failure(written.error());
  return digest;
}

} // namespace limpid::dataset
