#include "core/preparation/teaching_groups.h"

#include "core/base/figures.h"
#include "core/dataset/frozen_dataset.h"
#include "core/dataset/noise_of_data.h"
#include "core/study/project.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

namespace limpid::preparation {
namespace {

constexpr double fineDetailRatio = 0.06; // v/u, see teachingSentences()

struct AgeBand
{
  double below;
  const char* name;
};
constexpr std::array<AgeBand, 5> ageBands = {
    {{18.0, "0–17"}, {40.0, "18–39"}, {60.0, "40–59"}, {80.0, "60–79"}, {1e9, "80+"}}};

std::string ageBandOf(const std::optional<double>& years)
{
  if (!years)
    return {};
  const auto band =
      std::ranges::find_if(ageBands, [&years](const AgeBand& one) { return *years < one.below; });
  return band == ageBands.end() ? std::string() : band->name;
}

double standardizedDifference(double teaching, double all)
{
  const double variance = (teaching * (1.0 - teaching) + all * (1.0 - all)) / 2.0;
  return variance > 0.0 ? (teaching - all) / std::sqrt(variance) : 0.0;
}

/// Groups as they are counted.
struct Counted
{
  TeachingGroup group;
  std::set<std::string> patients;
  std::set<std::string> teachingPatients;
};

/// Institutions are told apart, not named.
void hideNames(std::vector<TeachingGroup>& groups)
{
  int number = 0;
  for (TeachingGroup& group : groups)
    if (!group.value.empty())
      group.value = fmt::format("Site {}", ++number);
}

TeachingTable finished(const std::string& key, std::map<std::string, Counted>& counted)
{
  int images = 0;
  int teaching = 0;
  for (const auto& [value, one] : counted) {
    images += one.group.images;
    teaching += one.group.teachingImages;
  }
  TeachingTable table{key, {}, 0.0};
  for (auto& [value, one] : counted) {
    TeachingGroup group = std::move(one.group);
    group.value = value;
    group.patients = static_cast<int>(one.patients.size());
    group.teachingPatients = static_cast<int>(one.teachingPatients.size());
    if (teaching > 0)
      group.difference =
          standardizedDifference(static_cast<double>(group.teachingImages) / teaching,
                                 static_cast<double>(group.images) / images);
    table.largestDifference = std::max(table.largestDifference, std::abs(group.difference));
    table.groups.push_back(std::move(group));
  }
  std::ranges::stable_sort(table.groups, [](const TeachingGroup& left, const TeachingGroup& right) {
    return std::pair(left.value.empty(), -left.images) <
           std::pair(right.value.empty(), -right.images);
  });
  if (key == "site")
    hideNames(table.groups);
  return table;
}

std::string traitOf(const ImageOrigin& origin, const std::string& key)
{
  const auto found = origin.traits.find(key);
  return found == origin.traits.end() ? std::string() : found->second;
}

std::string saidGroup(const std::string& key, const std::string& value)
{
  if (value.empty())
    return fmt::format("without known {}", key);
  if (key == "sex")
    return value == "F" ? "of women" : value == "M" ? "of men" : "of patients of sex " + value;
  if (key == "age")
    return fmt::format("of patients aged {}", value);
  if (key == "site")
    return "from s" + value.substr(1);
  return fmt::format("from {} {}", key, value);
}

/// Series by the keyed digest of each of their images, as data sets hold it.
Result<std::map<std::string, std::size_t>>
seriesByDigest(study::Project& project, const std::vector<study::SeriesRecord>& series)
{
  std::map<std::string, std::size_t> places;
  for (std::size_t place = 0; place < series.size(); ++place) {
    const auto images = study::listImages(project, series[place].uid);
    if (!images)
      return failure(images.error());
    for (const study::ImageRecord& image : *images)
      places.emplace(project.keyedDigest(fmt::format("{}#{}", image.key.uid, image.key.frame)),
                     place);
  }
  return places;
}

} // namespace

const std::vector<std::string>& traitKeys()
{
  static const std::vector<std::string> keys = {"sex",  "age",      "scanner",
                                                "site", "sequence", "label"};
  return keys;
}

ImageOrigin originOf(const study::SeriesRecord& series, const std::string& patient)
{
  return {patient,
          {{"sex", series.sex},
           {"age", ageBandOf(series.ageYears)},
           {"scanner", series.scanner},
           {"site", series.institution},
           {"sequence", series.kernelOrSequence}}};
}

std::vector<TeachingTable> whoTeaches(std::span<const ImageOrigin> origins,
                                      std::span<const double> thresholds)
{
  std::vector<TeachingTable> tables;
  for (const std::string& key : traitKeys()) {
    std::map<std::string, Counted> counted;
    for (std::size_t index = 0; index < thresholds.size(); ++index) {
      Counted& one = counted[traitOf(origins[index], key)];
      ++one.group.images;
      one.patients.insert(origins[index].patient);
      if (thresholds[index] > fineDetailRatio)
        continue;
      ++one.group.teachingImages;
      one.teachingPatients.insert(origins[index].patient);
    }
    if (counted.empty() || (counted.size() == 1 && counted.begin()->first.empty()))
      continue;
    tables.push_back(finished(key, counted));
  }
  return tables;
}

Result<std::vector<TeachingTable>> whoTeaches(study::Project& project,
                                              const std::filesystem::path& path, double buffer)
{
  const auto data = dataset::FrozenDataset::open(path);
  if (!data)
    return failure(data.error());
  const auto series = study::listSeries(project, "");
  if (!series)
    return failure(series.error());
  const auto places = seriesByDigest(project, *series);
  if (!places)
    return failure(places.error());
  const Json sources = data->document().value("sources", Json::array());
  std::vector<ImageOrigin> origins;
  const auto teaching = dataset::teachingImages(*data, buffer);
  if (!teaching)
    return failure(teaching.error());
  bool anyKnown = false;
  for (const std::int64_t index : teaching->indices) {
    const auto at = static_cast<std::size_t>(index);
    const auto found =
        at < sources.size() ? places->find(sources[at].get<std::string>()) : places->end();
    anyKnown = anyKnown || found != places->end();
    origins.push_back(found == places->end()
                          ? ImageOrigin{data->patient(index), {}}
                          : originOf((*series)[found->second], data->patient(index)));
    if (data->label(index) >= 0)
      origins.back().traits["label"] = std::to_string(data->label(index));
  }
  if (!anyKnown)
    return failure(ErrorCode::NotFound,
                   fmt::format("None of the images of {} is in the library of {}.", path.string(),
                               project.folder().string()));
  return whoTeaches(origins, teaching->thresholdNoiseRatios);
}

std::vector<Sentence> balanceSentences(const std::vector<TeachingTable>& tables)
{
  std::vector<Sentence> sentences;
  for (const TeachingTable& table : tables) {
    if (table.balanced())
      continue;
    TeachingGroup all;
    for (const TeachingGroup& group : table.groups) {
      all.images += group.images;
      all.teachingImages += group.teachingImages;
    }
    const auto most = std::ranges::max_element(table.groups, {}, &TeachingGroup::difference);
    sentences.push_back(
        {"fine-detail-" + table.key,
         fmt::format("Fine detail is taught by {} image{}, {} of them {}; of all {} it is {}. "
                     "Synthetic images will look like these.",
                     saidCount(all.teachingImages), all.teachingImages == 1 ? "" : "s",
                     saidCount(most->teachingImages), saidGroup(table.key, most->value),
                     saidCount(all.images), saidCount(most->images))});
  }
  return sentences;
}

} // namespace limpid::preparation
