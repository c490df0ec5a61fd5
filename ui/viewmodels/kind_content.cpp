#include "ui/viewmodels/kind_content.h"

#include "core/risk/estimate.h"
#include "core/risk/left_out.h"
#include "core/risk/regional_map.h"
#include "core/study/project.h"

#include <algorithm>
#include <map>

namespace limpid::viewmodels {

namespace {

Result<std::vector<study::SeriesRecord>> seriesOfKind(study::Project& project,
                                                      const std::string& kind)
{
  auto series = study::listSeries(project, {});
  if (!series)
    return series;
  auto kinds = study::listKinds(project);
  if (!kinds)
    return failure(kinds.error());
  const auto chosen = std::find_if(kinds->begin(), kinds->end(),
                                   [&](const study::ImageKind& one) { return one.id == kind; });
  std::vector<study::SeriesRecord> wanted;
  if (chosen != kinds->end())
    for (study::SeriesRecord& record : *series)
      if (std::find(chosen->seriesUids.begin(), chosen->seriesUids.end(), record.uid) !=
          chosen->seriesUids.end())
        wanted.push_back(std::move(record));
  std::stable_sort(wanted.begin(), wanted.end(), [](const auto& a, const auto& b) {
    return std::tie(a.patientKey, a.studyUid, a.number) <
           std::tie(b.patientKey, b.studyUid, b.number);
  });
  return wanted;
}

Result<void> addQuality(study::Project& project, const std::string& rater,
                        std::vector<RatedImage>& images)
{
  std::vector<study::ImageRecord> records;
  records.reserve(images.size());
  for (const RatedImage& image : images)
    records.push_back(image.record);
  auto quality = rater.empty() ? risk::qualityOf(project, records)
                               : risk::qualitySeenBy(project, records, rater);
  if (!quality)
    return failure(quality.error());
  for (std::size_t at = 0; at < images.size(); ++at)
    images[at].quality = std::move((*quality)[at]);
  return {};
}

using ImagesByKey = std::map<study::ImageKey, RatedImage*>;

Result<void> addRemarks(study::Project& project, const ImagesByKey& images)
{
  auto remarks = risk::storedRemarks(project);
  if (!remarks)
    return failure(remarks.error());
  for (risk::Remark& remark : *remarks) {
    const auto found = remark.target.level == risk::Level::Image
                           ? images.find({remark.target.uid, remark.target.frame})
                           : images.end();
    if (found == images.end())
      continue;
    found->second->later |= remark.kind == risk::RemarkKind::Later;
    found->second->remarks.push_back(std::move(remark));
  }
  return {};
}

Result<void> addRegions(study::Project& project, const ImagesByKey& images)
{
  const auto maps = risk::listRegionalMaps(project);
  if (!maps)
    return failure(maps.error());
  for (const risk::RegionalRating& map : *maps)
    if (const auto found = images.find(map.image); found != images.end())
      found->second->painted.insert(map.component);
  return {};
}

} // namespace

Result<KindContent> readKind(const std::filesystem::path& folder, const std::string& kind,
                             jobs::JobContext& context)
{
  return readKindSeenBy({}, folder, kind, context);
}

Result<KindContent> readKindSeenBy(const std::string& rater, const std::filesystem::path& folder,
                                   const std::string& kind, jobs::JobContext& context)
{
  auto project = study::Project::open(folder);
  if (!project)
    return failure(project.error());
  auto schema = risk::loadSchema(*project);
  if (!schema)
    return failure(schema.error());
  auto series = seriesOfKind(*project, kind);
  if (!series)
    return failure(series.error());

  KindContent content;
  content.schema = std::move(*schema);
  if (!series->empty())
    content.modality = series->front().modality;
  content.unit = risk::pixelUnit(content.modality);
  for (const study::SeriesRecord& record : *series) {
    if (context.stopRequested())
      return content;
    auto images = study::listImages(*project, record.uid);
    if (!images)
      return failure(images.error());
    auto patient = project->pseudonym(record.patientKey);
    if (!patient)
      return failure(patient.error());
    int slice = 0;
    for (study::ImageRecord& image : *images)
      content.images.push_back({std::move(image), record.description, *patient, ++slice, {}});
    content.series.emplace(record.uid, record);
  }
  if (auto added = addQuality(*project, rater, content.images); !added)
    return failure(added.error());
  ImagesByKey byKey;
  for (RatedImage& image : content.images)
    byKey.emplace(image.record.key, &image);
  if (auto added = addRemarks(*project, byKey); !added)
    return failure(added.error());
  if (auto added = addRegions(*project, byKey); !added)
    return failure(added.error());
  const auto leftOut = risk::leftOutImages(*project);
  if (!leftOut)
    return failure(leftOut.error());
  for (RatedImage& image : content.images)
    image.leftOut = leftOut->contains(image.record.key);
  return content;
}

} // namespace limpid::viewmodels
