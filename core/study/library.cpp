#include "core/study/library.h"

#include "core/study/database.h"
#include "core/study/image_kind.h"
#include "core/study/search_text.h"

#include <algorithm>
#include <limits>
#include <map>
#include <set>
#include <sstream>

namespace limpid::study {
namespace {

constexpr std::size_t mostSeries = std::numeric_limits<std::int32_t>::max();

std::filesystem::path databaseOf(const Project& project)
{
  return project.folder() / "limpid.db";
}

std::optional<double> numberIn(const SQLite::Column& column)
{
  if (column.isNull())
    return std::nullopt;
  return column.getDouble();
}

/// In the order of the list (SQLite keeps the order of a cross join), so that a limit ends early.
constexpr const char* selectSeries = R"sql(
SELECT series.uid, studies.uid, patients.key, patients.name, patients.patient_id,
       studies.description, studies.date, series.description, series.modality, series.body_part,
       series.kernel_or_sequence, series.plane, series.sop_class, series.number,
       series.spacing_row, series.spacing_column, series.slice_thickness,
       series.localizer, series.derived, series.secondary, series.synthetic, series.insisted,
       series.scanner, series.institution, patients.sex, series.age_years,
       (SELECT COUNT(*) FROM images WHERE images.series = series.id) AS images,
       (SELECT MAX(rows) FROM images WHERE images.series = series.id),
       (SELECT MAX(columns) FROM images WHERE images.series = series.id)
FROM patients
CROSS JOIN studies ON studies.patient = patients.id
CROSS JOIN series ON series.study = studies.id
)sql";

SeriesRecord seriesIn(SQLite::Statement& row)
{
  SeriesRecord series;
  int at = 0;
  for (std::string SeriesRecord::*const text :
       {&SeriesRecord::uid, &SeriesRecord::studyUid, &SeriesRecord::patientKey,
        &SeriesRecord::patientName, &SeriesRecord::patientId, &SeriesRecord::studyDescription,
        &SeriesRecord::studyDate, &SeriesRecord::description, &SeriesRecord::modality,
        &SeriesRecord::bodyPart, &SeriesRecord::kernelOrSequence, &SeriesRecord::plane,
        &SeriesRecord::sopClassUid})
    series.*text = row.getColumn(at++).getString();
  series.number = row.getColumn(at++).getInt();
  const std::optional<double> rowSpacing = numberIn(row.getColumn(at++));
  const std::optional<double> columnSpacing = numberIn(row.getColumn(at++));
  if (rowSpacing && columnSpacing)
    series.spacingMm = {*rowSpacing, *columnSpacing};
  series.sliceThicknessMm = numberIn(row.getColumn(at++));
  for (bool SeriesRecord::*const flag :
       {&SeriesRecord::localizer, &SeriesRecord::derived, &SeriesRecord::secondary,
        &SeriesRecord::synthetic, &SeriesRecord::insisted})
    series.*flag = row.getColumn(at++).getInt() != 0;
  for (std::string SeriesRecord::*const text :
       {&SeriesRecord::scanner, &SeriesRecord::institution, &SeriesRecord::sex})
    series.*text = row.getColumn(at++).getString();
  series.ageYears = numberIn(row.getColumn(at++));
  for (int SeriesRecord::*const number :
       {&SeriesRecord::images, &SeriesRecord::rows, &SeriesRecord::columns})
    series.*number = row.getColumn(at++).getInt();
  series.kind = kindOf(series);
  return series;
}

std::map<std::string, std::vector<std::string>> allWarnings(SQLite::Database& database)
{
  std::map<std::string, std::vector<std::string>> warnings;
  SQLite::Statement rows(database, "SELECT series.uid, sentence FROM series_warnings "
                                   "JOIN series ON series.id = series ORDER BY "
                                   "series_warnings.rowid");
  while (rows.executeStep())
    warnings[rows.getColumn(0).getString()].push_back(rows.getColumn(1).getString());
  return warnings;
}

constexpr const char* selectImages = R"sql(
SELECT images.uid, images.frame, series.uid, files.path, images.rows, images.columns,
       images.instance_number, images.position_mm, images.exposure_mas, images.window_center,
       images.window_width, images.orientation, images.origin_x, images.origin_y, images.origin_z
FROM images JOIN series ON series.id = images.series JOIN files ON files.id = images.file
)sql";

std::optional<std::array<double, 6>> orientationIn(const SQLite::Column& column)
{
  if (column.isNull())
    return std::nullopt;
  std::istringstream numbers(column.getString());
  std::array<double, 6> orientation{};
  for (double& number : orientation)
    numbers >> number;
  return numbers ? std::optional(orientation) : std::nullopt;
}

ImageRecord imageIn(SQLite::Statement& row)
{
  ImageRecord image;
  image.key = {row.getColumn(0).getString(), row.getColumn(1).getInt()};
  image.seriesUid = row.getColumn(2).getString();
  image.path = row.getColumn(3).getString();
  image.rows = row.getColumn(4).getInt();
  image.columns = row.getColumn(5).getInt();
  image.instanceNumber = row.getColumn(6).getInt();
  image.positionMm = numberIn(row.getColumn(7));
  image.exposureMas = numberIn(row.getColumn(8));
  const std::optional<double> center = numberIn(row.getColumn(9));
  const std::optional<double> width = numberIn(row.getColumn(10));
  if (center && width)
    image.windowCenterWidth = {*center, *width};
  image.orientation = orientationIn(row.getColumn(11));
  if (const auto x = numberIn(row.getColumn(12)))
    image.originMm = {*x, row.getColumn(13).getDouble(), row.getColumn(14).getDouble()};
  return image;
}

} // namespace

Result<FoundSeries> findSeries(Project& project, const std::string& search, std::size_t most)
{
  return withDatabase(databaseOf(project), [&]() -> Result<FoundSeries> {
    const auto warnings = allWarnings(project.database());
    const std::vector<std::string> patterns = searchPatterns(search);
    std::string query = selectSeries;
    for (std::size_t word = 0; word < patterns.size(); ++word)
      query += word == 0 ? R"(WHERE search LIKE ? ESCAPE '\')" : R"( AND search LIKE ? ESCAPE '\')";
    SQLite::Statement rows(
        project.database(),
        query +
            " ORDER BY patients.id, studies.date, studies.id, series.number, series.id LIMIT ?");
    int place = 0;
    for (const std::string& pattern : patterns)
      rows.bind(++place, pattern);
    rows.bind(++place, static_cast<std::int64_t>(std::min(most, mostSeries)) + 1);
    FoundSeries found;
    while (rows.executeStep()) {
      if (found.series.size() == most) {
        found.more = true;
        break;
      }
      found.series.push_back(seriesIn(rows));
      if (found.series.back().images == 0) { // between a scan's steps
        found.series.pop_back();
        continue;
      }
      if (const auto known = warnings.find(found.series.back().uid); known != warnings.end())
        found.series.back().warnings = known->second;
    }
    return found;
  });
}

Result<std::vector<SeriesRecord>> listSeries(Project& project, const std::string& search)
{
  Result<FoundSeries> found = findSeries(project, search, mostSeries);
  if (!found)
    return failure(found.error());
  return std::move(found->series);
}

Result<std::vector<ImageRecord>> listImages(Project& project, const std::string& seriesUid)
{
  return withDatabase(databaseOf(project), [&]() -> Result<std::vector<ImageRecord>> {
    SQLite::Statement rows(project.database(),
                           std::string(selectImages) +
                               "WHERE series.uid = ? ORDER BY images.position_mm, "
                               "images.instance_number, images.uid, images.frame");
    rows.bind(1, seriesUid);
    std::vector<ImageRecord> images;
    while (rows.executeStep())
      images.push_back(imageIn(rows));
    return images;
  });
}

Result<std::vector<ImageKind>> listKinds(Project& project)
{
  const Result<std::vector<SeriesRecord>> series = listSeries(project, {});
  if (!series)
    return failure(series.error());
  std::map<std::string, ImageKind> kinds;
  std::map<std::string, std::set<std::string>> patients;
  for (const SeriesRecord& one : *series) {
    ImageKind& kind = kinds[one.kind];
    kind.id = one.kind;
    kind.images += one.images;
    ++kind.series;
    kind.seriesUids.push_back(one.uid);
    kind.leftOutReason = leftOutReason(one);
    kind.leftOut = !kind.leftOutReason.empty();
    patients[one.kind].insert(one.patientKey);
  }
  std::vector<ImageKind> sorted;
  for (auto& [id, kind] : kinds) {
    kind.patients = static_cast<int>(patients[id].size());
    sorted.push_back(std::move(kind));
  }
  std::ranges::stable_sort(sorted, [](const ImageKind& left, const ImageKind& right) {
    return std::pair(left.leftOut, -left.images) < std::pair(right.leftOut, -right.images);
  });
  return sorted;
}

Result<std::optional<ImageRecord>> findImage(Project& project, const ImageKey& key)
{
  return withDatabase(databaseOf(project), [&]() -> Result<std::optional<ImageRecord>> {
    SQLite::Statement rows(project.database(),
                           std::string(selectImages) + "WHERE images.uid = ? AND images.frame = ?");
    rows.bind(1, key.uid);
    rows.bind(2, key.frame);
    if (!rows.executeStep())
      return std::optional<ImageRecord>();
    return std::optional(imageIn(rows));
  });
}

Result<std::int64_t> countImages(Project& project)
{
  return withDatabase(databaseOf(project), [&]() -> Result<std::int64_t> {
    return project.database().execAndGet("SELECT COUNT(*) FROM images").getInt64();
  });
}

} // namespace limpid::study
