#include "core/study/library_writer.h"

#include "core/base/digest.h"
#include "core/study/search_text.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <SQLiteCpp/VariadicBind.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <optional>

namespace limpid::study {
namespace {

/// In files.reason: another image lies at this path now, and this one may turn up elsewhere.
constexpr const char* replaced = "replaced";

void bindNumber(SQLite::Statement& statement, int place, const std::optional<double>& number)
{
  if (number)
    statement.bind(place, *number);
  else
    statement.bind(place);
}

/// Orientation as text of six numbers, then the three of the position.
void bindGeometry(SQLite::Statement& statement, int place, const FrameHeader& frame)
{
  if (frame.orientation)
    statement.bind(place, fmt::format("{:.6g}", fmt::join(*frame.orientation, " ")));
  else
    statement.bind(place);
  for (std::size_t axis = 0; axis < 3; ++axis)
    bindNumber(statement, place + 1 + static_cast<int>(axis),
               frame.originMm ? std::optional((*frame.originMm)[axis]) : std::nullopt);
}

template<typename... Values>
std::optional<std::int64_t> findId(SQLite::Database& database, const char* query,
                                   const Values&... values)
{
  SQLite::Statement statement(database, query);
  SQLite::bind(statement, values...);
  if (!statement.executeStep())
    return std::nullopt;
  return statement.getColumn(0).getInt64();
}

template<typename... Values>
int change(SQLite::Database& database, const char* command, const Values&... values)
{
  SQLite::Statement statement(database, command);
  SQLite::bind(statement, values...);
  return statement.exec();
}

/// Capital letters and figures only: "DOE^JOHN" and "Doe, John" are one name.
std::string plainName(std::string_view name)
{
  std::string plain;
  for (const char letter : name) {
    if (letter >= 'a' && letter <= 'z')
      plain += static_cast<char>(letter - 'a' + 'A');
    else if (letter != '^' && letter != ' ' && letter != ',' && letter != '=' && letter != '.')
      plain += letter;
  }
  return plain;
}

/// What de-identification and careless scanners write where a patient's number should stand.
bool isPlaceholder(std::string_view patientId)
{
  constexpr auto words = std::to_array<std::string_view>(
      {"", "0", "ANON", "ANONYMOUS", "ANONYMIZED", "ANONYMISED", "DEIDENTIFIED", "NA", "N/A",
       "NOID", "NONE", "NULL", "UNKNOWN", "XXXX", "REMOVED"});
  return std::ranges::find(words, plainName(patientId)) != words.end();
}

bool contradict(std::string_view left, std::string_view right)
{
  return !left.empty() && !right.empty() && left != right;
}

/// Whether the patient in the library can't be the one in the header. Names may be abridged.
bool isSomebodyElse(SQLite::Database& database, std::int64_t patient, const DicomHeader& header)
{
  SQLite::Statement find(database, "SELECT name, birth_date, sex FROM patients WHERE id = ?");
  find.bind(1, patient);
  find.executeStep();
  const std::string known = plainName(find.getColumn(0).getString());
  const std::string named = plainName(header.series.patientName);
  const bool otherName =
      contradict(known, named) && !known.starts_with(named) && !named.starts_with(known);
  return otherName || contradict(find.getColumn(1).getString(), header.birthDate) ||
         contradict(find.getColumn(2).getString(), header.sex);
}

} // namespace

std::optional<FileStamp> stampOf(const std::filesystem::path& path)
{
  std::error_code status;
  const std::uintmax_t bytes = std::filesystem::file_size(path, status);
  if (status)
    return std::nullopt;
  const auto modified = std::filesystem::last_write_time(path, status);
  if (status)
    return std::nullopt;
  return FileStamp{
      path, static_cast<std::int64_t>(bytes),
      std::chrono::duration_cast<std::chrono::nanoseconds>(modified.time_since_epoch()).count()};
}

std::int64_t LibraryWriter::makePatient(const DicomHeader& header, const std::string& key,
                                        PatientBy by)
{
  SQLite::Database& database = m_project.database();
  const std::string digest = m_project.keyedDigest(key);
  if (const auto known = findId(database, "SELECT id FROM patients WHERE key = ?", digest))
    return *known;
  change(database,
         "INSERT INTO patients (key, name, patient_id, birth_date, sex, identified_by) "
         "VALUES (?, ?, ?, ?, ?, ?)",
         digest, header.series.patientName, header.series.patientId, header.birthDate, header.sex,
         static_cast<int>(by));
  return database.getLastInsertRowid();
}

std::int64_t LibraryWriter::patientById(const DicomHeader& header,
                                        const std::filesystem::path& folder)
{
  SQLite::Database& database = m_project.database();
  const std::string& id = header.series.patientId;
  // A study is of one person, in however many folders it lies.
  if (const auto known = findId(database,
                                "SELECT patients.id FROM patients JOIN studies ON patient = "
                                "patients.id WHERE uid = ? AND uid <> '' AND patient_id = ?",
                                header.series.studyUid, id))
    return *known;
  if (isPlaceholder(id))
    return makePatient(header, "folder:" + folder.string(), PatientBy::EmptyId);
  const std::int64_t patient = makePatient(header, "id:" + id, PatientBy::PatientId);
  if (!isSomebodyElse(database, patient, header))
    return patient;
  return makePatient(header, "id:" + id + "\nfolder:" + folder.string(), PatientBy::ContradictedId);
}

std::int64_t LibraryWriter::patientOf(const DicomHeader& header, const std::filesystem::path& file)
{
  const std::filesystem::path folder = file.parent_path();
  switch (m_options.patients) {
  case PatientRule::ByFolder:
    return makePatient(header, "folder:" + folder.string(), PatientBy::Folder);
  case PatientRule::ByFile:
    return makePatient(header, "file:" + header.sopInstanceUid, PatientBy::File);
  case PatientRule::ById:
    break;
  }
  return patientById(header, folder);
}

std::int64_t LibraryWriter::studyOf(const DicomHeader& header, const std::filesystem::path& file)
{
  SQLite::Database& database = m_project.database();
  const std::int64_t patient = patientOf(header, file);
  const SeriesRecord& series = header.series;
  if (const auto known = findId(database, "SELECT id FROM studies WHERE uid = ? AND patient = ?",
                                series.studyUid, patient))
    return *known;
  change(database, "INSERT INTO studies (uid, patient, description, date) VALUES (?, ?, ?, ?)",
         series.studyUid, patient, series.studyDescription, series.studyDate);
  return database.getLastInsertRowid();
}

std::int64_t LibraryWriter::makeSeries(const SeriesRecord& series, const std::string& uid,
                                       std::int64_t study)
{
  SQLite::Statement insert(
      m_project.database(),
      "INSERT INTO series (uid, study, number, description, modality, body_part, "
      "kernel_or_sequence, plane, sop_class, localizer, derived, secondary, synthetic, "
      "search, scanner, institution, spacing_row, spacing_column, slice_thickness, age_years) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  SQLite::bind(insert, uid, study, series.number, series.description, series.modality,
               series.bodyPart, series.kernelOrSequence, series.plane, series.sopClassUid,
               int{series.localizer}, int{series.derived}, int{series.secondary},
               int{series.synthetic}, searchTextOf(series), series.scanner, series.institution);
  const auto spacing = series.spacingMm;
  bindNumber(insert, 17, spacing ? std::optional((*spacing)[0]) : std::nullopt);
  bindNumber(insert, 18, spacing ? std::optional((*spacing)[1]) : std::nullopt);
  bindNumber(insert, 19, series.sliceThicknessMm);
  bindNumber(insert, 20, series.ageYears);
  insert.exec();
  return m_project.database().getLastInsertRowid();
}

/// A series that an older program brought in doesn't say where it was made.
void LibraryWriter::addOrigin(std::int64_t id, const SeriesRecord& series)
{
  SQLite::Statement update(m_project.database(),
                           "UPDATE series SET scanner = ?, institution = ?, age_years = ? "
                           "WHERE id = ? AND scanner = '' AND institution = '' AND "
                           "age_years IS NULL");
  update.bind(1, series.scanner);
  update.bind(2, series.institution);
  bindNumber(update, 3, series.ageYears);
  update.bind(4, id);
  update.exec();
}

std::int64_t LibraryWriter::seriesOf(const DicomHeader& header, const std::filesystem::path& file)
{
  SQLite::Database& database = m_project.database();
  const SeriesRecord& series = header.series;
  const std::filesystem::path folder = file.parent_path();
  std::string cacheKey = series.uid + '\n' + series.studyUid + '\n' + series.patientId + '\n' +
                         series.patientName + '\n' + folder.string();
  if (m_options.patients == PatientRule::ByFile)
    cacheKey += '\n' + header.sopInstanceUid;
  std::int64_t& cached = m_seriesCache[cacheKey];
  if (cached == 0) {
    const std::int64_t study = studyOf(header, file);
    std::string uid = series.uid.empty() ? "folder:" + digestOf(folder.string()) : series.uid;
    const auto owner = findId(database, "SELECT study FROM series WHERE uid = ?", uid);
    const bool first = m_placedSeries.insert(uid).second;
    if (owner && *owner != study && first && m_options.patients != PatientRule::ById)
      change(database, "UPDATE series SET study = ? WHERE uid = ?", study, uid);
    else if (owner && *owner != study) // the same UID in two studies: copied by hand, or no UID
      uid += fmt::format("#{}", study);
    const auto known = findId(database, "SELECT id FROM series WHERE uid = ?", uid);
    cached = known ? *known : makeSeries(series, uid, study);
    if (known)
      addOrigin(*known, series);
  }
  if (series.synthetic) // one such image is enough to leave the series out
    change(database, "UPDATE series SET synthetic = 1 WHERE id = ? AND synthetic = 0", cached);
  if (series.synthetic && m_options.insistOnSynthetic)
    change(database, "UPDATE series SET insisted = 1 WHERE id = ? AND insisted = 0", cached);
  return cached;
}

void LibraryWriter::claimPath(const FileStamp& stamp, const std::string& uid)
{
  SQLite::Database& database = m_project.database();
  const std::string path = stamp.path.string();
  change(database, "DELETE FROM files WHERE path = ? AND reason <> ''", path);
  change(database,
         "UPDATE files SET reason = ?, path = 'replaced ' || id WHERE path = ? AND uid <> ?",
         replaced, path, uid);
}

std::int64_t LibraryWriter::insertFile(const FileStamp& stamp, const std::string& uid,
                                       const std::string& reason)
{
  SQLite::Database& database = m_project.database();
  change(database, "INSERT INTO files (path, size, modified, uid, reason) VALUES (?, ?, ?, ?, ?)",
         stamp.path.string(), stamp.bytes, stamp.modifiedNs, uid, reason);
  return database.getLastInsertRowid();
}

int LibraryWriter::storeFrames(std::int64_t file, std::int64_t series, const DicomHeader& header)
{
  SQLite::Database& database = m_project.database();
  const auto known =
      findId(database, "SELECT COUNT(*) FROM images WHERE uid = ?", header.sopInstanceUid);
  SQLite::Statement insert(
      database,
      "INSERT INTO images (uid, frame, series, file, rows, columns, instance_number, position_mm, "
      "exposure_mas, window_center, window_width, orientation, origin_x, origin_y, origin_z) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
      "ON CONFLICT (uid, frame) DO UPDATE SET series = excluded.series, file = excluded.file, "
      "rows = excluded.rows, columns = excluded.columns, "
      "instance_number = excluded.instance_number, position_mm = excluded.position_mm, "
      "exposure_mas = excluded.exposure_mas, window_center = excluded.window_center, "
      "window_width = excluded.window_width, orientation = excluded.orientation, "
      "origin_x = excluded.origin_x, origin_y = excluded.origin_y, origin_z = excluded.origin_z");
  int number = 0;
  for (const FrameHeader& frame : header.frames) {
    insert.reset();
    SQLite::bind(insert, header.sopInstanceUid, ++number, series, file, header.rows, header.columns,
                 header.instanceNumber);
    bindNumber(insert, 8, frame.positionMm);
    bindNumber(insert, 9, frame.exposureMas);
    const auto window = frame.windowCenterWidth;
    bindNumber(insert, 10, window ? std::optional((*window)[0]) : std::nullopt);
    bindNumber(insert, 11, window ? std::optional((*window)[1]) : std::nullopt);
    bindGeometry(insert, 12, frame);
    insert.exec();
  }
  change(database, "DELETE FROM images WHERE file = ? AND frame > ?", file, number);
  return std::max(0, number - static_cast<int>(known.value_or(0)));
}

StoredFile LibraryWriter::store(const FileStamp& stamp, const DicomHeader& header)
{
  SQLite::Database& database = m_project.database();
  const std::string& uid = header.sopInstanceUid;
  claimPath(stamp, uid);
  SQLite::Statement find(
      database, "SELECT id, path, reason, size, modified FROM files WHERE uid = ? AND reason IN "
                "('', ?)");
  SQLite::bind(find, uid, replaced);
  if (!find.executeStep()) {
    const std::int64_t file = insertFile(stamp, uid, {});
    return {file, storeFrames(file, seriesOf(header, stamp.path), header), {}};
  }
  const FileStamp known{find.getColumn(1).getString(), find.getColumn(3).getInt64(),
                        find.getColumn(4).getInt64()};
  if (find.getColumn(2).getString().empty() && known.path != stamp.path &&
      stampOf(known.path) == known) {
    const std::string reason = fmt::format("It holds the same image as {}.", known.path.string());
    return {insertFile(stamp, uid, reason), 0, reason};
  }
  const std::int64_t file = find.getColumn(0).getInt64(); // changed, or moved to here
  change(database, "UPDATE files SET path = ?, size = ?, modified = ?, reason = '' WHERE id = ?",
         stamp.path.string(), stamp.bytes, stamp.modifiedNs, file);
  return {file, storeFrames(file, seriesOf(header, stamp.path), header), {}};
}

void LibraryWriter::storeReason(const FileStamp& stamp, const std::string& reason)
{
  claimPath(stamp, {});
  insertFile(stamp, {}, reason);
}

void LibraryWriter::removeReplaced()
{
  SQLite::Database& database = m_project.database();
  change(database, "DELETE FROM files WHERE reason = ?", replaced);
  database.exec("DELETE FROM series WHERE NOT EXISTS (SELECT 1 FROM images WHERE series = "
                "series.id)");
}

} // namespace limpid::study
