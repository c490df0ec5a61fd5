#include "core/preparation/selection.h"

#include "core/risk/left_out.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace limpid::preparation {
namespace {

Result<study::ImageKind> chosenKind(study::Project& project, const std::string& wanted)
{
  const Result<std::vector<study::ImageKind>> kinds = study::listKinds(project);
  if (!kinds)
    return failure(kinds.error());
  const study::ImageKind* chosen = nullptr;
  std::string names;
  for (const study::ImageKind& kind : *kinds) {
    names += (names.empty() ? "" : "; ") + kind.id;
    const bool larger = chosen == nullptr || kind.images > chosen->images;
    if (wanted.empty() ? !kind.leftOut && larger : kind.id == wanted)
      chosen = &kind;
  }
  if (chosen != nullptr)
    return *chosen;
  if (wanted.empty())
    return failure(ErrorCode::BadInput,
                   "The library holds no images to train on. Import some, or name the series.");
  return failure(ErrorCode::NotFound,
                 fmt::format("There is no image kind '{}'; there are: {}.", wanted, names));
}

Result<std::vector<std::string>> wantedSeries(study::Project& project,
                                              const DatasetRequest& request)
{
  if (!request.seriesUids.empty())
    return request.seriesUids;
  Result<study::ImageKind> kind = chosenKind(project, request.kind);
  if (!kind)
    return failure(kind.error());
  return std::move(kind->seriesUids);
}

Result<std::vector<study::SeriesRecord>> recordsOf(study::Project& project,
                                                   const std::vector<std::string>& uids)
{
  const Result<std::vector<study::SeriesRecord>> all = study::listSeries(project, "");
  if (!all)
    return failure(all.error());
  std::vector<study::SeriesRecord> records;
  for (const std::string& uid : std::set(uids.begin(), uids.end())) {
    const auto found =
        std::find_if(all->begin(), all->end(), [&uid](const auto& one) { return one.uid == uid; });
    if (found == all->end())
      return failure(ErrorCode::NotFound,
                     fmt::format("The library holds no series with the UID {}.", uid));
    records.push_back(*found);
  }
  return records;
}

Result<void> checkSeries(const std::vector<study::SeriesRecord>& series, bool insistOnSynthetic)
{
  for (const study::SeriesRecord& one : series) {
    if (one.synthetic && !one.insisted && !insistOnSynthetic)
      return failure(
          ErrorCode::BadInput,
          fmt::format("Series {} is synthetic. A model that learns from a model's images "
                      "drifts; insist on it to use them all the same.",
                      one.uid));
    if (one.modality != series.front().modality)
      return failure(ErrorCode::BadInput,
                     fmt::format("One data set holds one modality: {} and {} were asked for.",
                                 series.front().modality, one.modality));
  }
  return {};
}

Result<void> addImages(study::Project& project, Selection& selection, std::size_t index,
                       const std::map<study::ImageKey, std::string>& leftOut)
{
  const study::SeriesRecord& series = selection.series[index];
  const Result<std::string> patient = project.pseudonym(series.patientKey);
  if (!patient)
    return failure(patient.error());
  const Result<std::vector<study::ImageRecord>> images = study::listImages(project, series.uid);
  if (!images)
    return failure(images.error());
  for (const study::ImageRecord& image : *images) {
    if (leftOut.contains(image.key))
      ++selection.leftOut;
    else
      selection.images.push_back({image, index, *patient, {}});
  }
  return {};
}

void sortBySpace(Selection& selection)
{
  const auto place = [&selection](const Candidate& candidate) {
    const study::SeriesRecord& series = selection.series[candidate.series];
    return std::tuple(candidate.patient, series.studyDate, series.number, series.uid,
                      candidate.image.positionMm.value_or(0.0), candidate.image.instanceNumber,
                      candidate.image.key.uid, candidate.image.key.frame);
  };
  std::sort(selection.images.begin(), selection.images.end(),
            [&place](const Candidate& left, const Candidate& right) {
              return place(left) < place(right);
            });
}

Result<void> addQuality(study::Project& project, Selection& selection)
{
  std::vector<study::ImageRecord> images;
  images.reserve(selection.images.size());
  for (const Candidate& candidate : selection.images)
    images.push_back(candidate.image);
  Result<std::vector<risk::QualityVector>> qualities = risk::qualityOf(project, images);
  if (!qualities)
    return failure(qualities.error());
  for (std::size_t index = 0; index < images.size(); ++index)
    selection.images[index].quality = std::move((*qualities)[index]);
  return {};
}

std::string commonKind(const std::vector<study::SeriesRecord>& series)
{
  const bool same = std::all_of(series.begin(), series.end(), [&series](const auto& one) {
    return one.kind == series.front().kind;
  });
  return same ? series.front().kind : std::string();
}

} // namespace

Result<Selection> selectImages(study::Project& project, const DatasetRequest& request)
{
  const Result<std::vector<std::string>> uids = wantedSeries(project, request);
  if (!uids)
    return failure(uids.error());
  Result<std::vector<study::SeriesRecord>> series = recordsOf(project, *uids);
  if (!series)
    return failure(series.error());
  if (const auto checked = checkSeries(*series, request.insistOnSynthetic); !checked)
    return failure(checked.error());
  const auto leftOut = risk::leftOutImages(project);
  if (!leftOut)
    return failure(leftOut.error());
  Selection selection;
  selection.series = std::move(*series);
  for (std::size_t index = 0; index < selection.series.size(); ++index)
    if (const Result<void> added = addImages(project, selection, index, *leftOut); !added)
      return failure(added.error());
  if (selection.images.empty())
    return failure(ErrorCode::BadInput, selection.leftOut > 0
                                            ? "All images of the chosen series are left out."
                                            : "The chosen series hold no images.");
  selection.modality = selection.series.front().modality;
  selection.kind = commonKind(selection.series);
  sortBySpace(selection);
  if (const Result<void> added = addQuality(project, selection); !added)
    return failure(added.error());
  return selection;
}

std::vector<risk::RepeatGroup> findRepeats(const Selection& selection,
                                           std::span<const std::size_t> images,
                                           jobs::JobContext& context)
{
  std::vector<risk::Scan> scans;
  for (const std::size_t index : images) {
    if (context.stopRequested())
      return {};
    const Candidate& candidate = selection.images[index];
    risk::Scan scan{candidate.image, selection.modality, candidate.patient, {}};
    if (const auto protocol = risk::readProtocol(candidate.image.path))
      scan.protocol = *protocol;
    scans.push_back(std::move(scan));
  }
  std::vector<risk::RepeatGroup> groups = risk::findRepeats(scans);
  for (risk::RepeatGroup& group : groups)
    for (std::size_t& place : group)
      place = images[place];
  return groups;
}

} // namespace limpid::preparation
