#include "core/risk/rating_report.h"

#include "core/base/atomic_file.h"
#include "core/risk/edit.h"
#include "core/risk/estimate.h"
#include "core/risk/report_content.h"
#include "core/study/keyed_identity.h"
#include "core/study/library.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <memory>
#include <set>

namespace limpid::risk {
namespace {

namespace fs = std::filesystem;

/// Where a UID of the library belongs.
struct Place
{
  Level level = Level::Image;
  const study::SeriesRecord* series = nullptr;
};

/// The library by UID: what a stored value can hang on.
class Places
{
public:
  static Result<Places> read(study::Project& project)
  {
    Result<std::vector<study::SeriesRecord>> series = study::listSeries(project, {});
    if (!series)
      return failure(series.error());
    Places places;
    places.m_series = std::make_unique<std::vector<study::SeriesRecord>>(*std::move(series));
    for (const study::SeriesRecord& record : *places.m_series) {
      const Result<std::vector<study::ImageRecord>> images = study::listImages(project, record.uid);
      if (!images)
        return failure(images.error());
      places.m_byUid.insert({record.studyUid, {Level::Study, &record}});
      places.m_byUid.insert({record.uid, {Level::Series, &record}});
      for (const study::ImageRecord& image : *images)
        places.m_byUid.insert({image.key.uid, {Level::Image, &record}});
    }
    return places;
  }

  const Place* find(const std::string& uid) const
  {
    const auto found = m_byUid.find(uid);
    return found == m_byUid.end() ? nullptr : &found->second;
  }
  const std::map<std::string, Place>& all() const { return m_byUid; }

private:
  std::unique_ptr<std::vector<study::SeriesRecord>> m_series;
  std::map<std::string, Place> m_byUid;
};

/// Builds one report per study. Raters get numbers in the order in which they first appear.
class ReportBuilder
{
public:
  ReportBuilder(const study::Project& project, const Places& places,
                const std::vector<Component>& schema)
      : m_project(project), m_places(places), m_schema(schema)
  {
  }

  void add(const HistoryEntry& value)
  {
    const Place* place = m_places.find(value.target.uid);
    const auto component = std::ranges::find(m_schema, value.component, &Component::id);
    if (place == nullptr || component == m_schema.end() || !value.after)
      return; // of images that have left the library
    ReportContent& content = contentOf(*place->series);
    addComponent(content, *component);
    if (place->level == Level::Image)
      addImage(content, *place->series, value.target.uid);
    Target target = value.target;
    target.uid = mapped(target.uid);
    const bool ownUnit = component->use == ComponentUse::Noise && component->unit.empty();
    content.ratings.push_back(
        {.target = target,
         .component = component->id,
         .value = *value.after,
         .unit = ownUnit ? pixelUnit(place->series->modality) : component->unit,
         .source = value.source,
         .author = raterOf(value.author)});
  }

  std::map<std::string, ReportContent>& reports() { return m_reports; }
  const std::set<std::string>& patientKeys() const { return m_patientKeys; }

private:
  std::string mapped(const std::string& uid) const { return study::mappedUid(m_project, uid); }

  ReportContent& contentOf(const study::SeriesRecord& series)
  {
    ReportContent& content = m_reports[series.studyUid];
    content.patient = study::exportPseudonym(m_project, series.patientKey);
    content.studyUid = mapped(series.studyUid);
    m_patientKeys.insert(series.patientKey);
    return content;
  }

  static void addComponent(ReportContent& content, const Component& component)
  {
    if (std::ranges::find(content.components, component.id, &Component::id) ==
        content.components.end())
      content.components.push_back(component);
  }

  void addImage(ReportContent& content, const study::SeriesRecord& series, const std::string& uid)
  {
    if (m_images.insert(uid).second)
      content.images.push_back({mapped(series.uid), series.sopClassUid, mapped(uid)});
  }

  std::string raterOf(const std::string& author)
  {
    if (author.empty())
      return {};
    const auto [rater, isNew] = m_raters.insert({author, m_raters.size() + 1});
    return fmt::format("Rater^{}", rater->second);
  }

  const study::Project& m_project;
  const Places& m_places;
  const std::vector<Component>& m_schema;
  std::map<std::string, ReportContent> m_reports; // by study
  std::set<std::string> m_patientKeys;
  std::set<std::string> m_images;
  std::map<std::string, std::size_t> m_raters;
};

fs::path numbered(const fs::path& file, std::size_t number)
{
  if (number == 1)
    return file;
  fs::path name = file.stem();
  name += fmt::format("-{}", number);
  name += file.extension();
  return file.parent_path() / name;
}

Result<void> writeReports(const fs::path& file, std::map<std::string, ReportContent>& reports,
                          ReportExport& written)
{
  for (std::size_t number = 1; number <= reports.size(); ++number)
    if (fs::exists(numbered(file, number)))
      return failure(ErrorCode::AlreadyExists, fmt::format("{} exists and isn't overwritten.",
                                                           numbered(file, number).string()));
  for (auto& [study, content] : reports) {
    const fs::path path = numbered(file, written.files.size() + 1);
    if (Result<void> saved = writeReport(path, content); !saved)
      return saved;
    written.files.push_back(path);
    written.ratings += static_cast<int>(content.ratings.size());
  }
  return {};
}

bool sameScale(const Component& ours, const Component& theirs)
{
  return ours.values == theirs.values && ours.goodIsLow == theirs.goodIsLow;
}

/// The schema with the report's components; those that both know must mean the same.
Result<std::vector<Component>> mergedSchema(std::vector<Component> schema,
                                            const std::vector<Component>& reported,
                                            const fs::path& file)
{
  for (const Component& component : reported) {
    const auto known = std::ranges::find(schema, component.id, &Component::id);
    if (known == schema.end())
      schema.push_back(component);
    else if (!sameScale(*known, component))
      return failure(ErrorCode::BadInput,
                     fmt::format("{} can't be read as ratings: its scale of \"{}\" ({}) isn't that "
                                 "of the project ({}).",
                                 file.string(), component.id, scaleText(component),
                                 scaleText(*known)));
  }
  return schema;
}

/// The library's UID for each UID that a report may use.
std::map<std::string, std::string> resolver(const study::Project& project, const Places& places)
{
  std::map<std::string, std::string> uids;
  for (const auto& [uid, place] : places.all()) {
    uids.insert({uid, uid});
    uids.insert({study::mappedUid(project, uid), uid});
  }
  return uids;
}

} // namespace

Result<ReportExport> exportReports(study::Project& project, const fs::path& file)
{
  const Result<Places> places = Places::read(project);
  if (!places)
    return failure(places.error());
  const Result<std::vector<Component>> schema = loadSchema(project);
  if (!schema)
    return failure(schema.error());
  const Result<std::vector<HistoryEntry>> values = storedValues(project);
  if (!values)
    return failure(values.error());
  ReportBuilder builder(project, *places, *schema);
  for (const HistoryEntry& value : *values)
    builder.add(value);
  if (builder.reports().empty())
    return failure(ErrorCode::NotFound, "The project holds no ratings yet.");
  ReportExport written;
  if (const Result<void> saved = writeReports(file, builder.reports(), written); !saved)
    return failure(saved.error());
  for (const std::string& key : builder.patientKeys())
    if (Result<std::string> pseudonym = project.pseudonym(key))
      written.pseudonyms.push_back(*std::move(pseudonym));
  return written;
}

Result<TableReport> importReport(study::Project& project, const fs::path& file,
                                 const std::string& author)
{
  const Result<ReportContent> content = readReport(file);
  if (!content)
    return failure(content.error());
  const Result<Places> places = Places::read(project);
  if (!places)
    return failure(places.error());
  const Result<std::vector<Component>> before = loadSchema(project);
  if (!before)
    return failure(before.error());
  const Result<std::vector<Component>> schema = mergedSchema(*before, content->components, file);
  if (!schema)
    return failure(schema.error());
  const std::map<std::string, std::string> uids = resolver(project, *places);
  TableReport report;
  std::vector<RatingChange> changes;
  for (std::size_t row = 0; row < content->ratings.size(); ++row) {
    const ReportedRating& rating = content->ratings[row];
    const auto uid = uids.find(rating.target.uid);
    if (uid == uids.end()) {
      report.unmatched.push_back(
          {static_cast<int>(row + 1),
           fmt::format("The library holds nothing under {}.", rating.target.uid)});
      continue;
    }
    Target target = rating.target;
    target.uid = uid->second;
    changes.push_back({target, rating.component, rating.value, rating.source, rating.author});
  }
  report.matched = static_cast<int>(changes.size());
  Edit edit;
  if (schema->size() > before->size())
    edit.schema = *schema;
  edit.values = std::move(changes);
  edit.author = author;
  if (const Result<void> stored = store(project, edit); !stored)
    return failure(stored.error());
  return report;
}

bool looksLikeReport(const fs::path& file)
{
  if (file.extension() == ".dcm")
    return true;
  const Result<std::string> bytes = readFile(file, std::uintmax_t{1} << 28U);
  return bytes && bytes->size() > 132 && bytes->compare(128, 4, "DICM") == 0;
}

} // namespace limpid::risk
