#include "core/study/patients.h"

#include "core/study/database.h"
#include "core/study/departures.h"

#include <fmt/format.h>

#include <map>
#include <set>

namespace limpid::study {
namespace {

std::vector<std::string> texts(SQLite::Database& database, const char* query, std::int64_t patient)
{
  std::vector<std::string> found;
  SQLite::Statement rows(database, query);
  rows.bind(1, patient);
  while (rows.executeStep())
    found.push_back(rows.getColumn(0).getString());
  return found;
}

std::vector<ImageKey> imagesOf(SQLite::Database& database, std::int64_t patient)
{
  std::vector<ImageKey> images;
  SQLite::Statement rows(database,
                         "SELECT images.uid, images.frame FROM images "
                         "JOIN series ON series.id = images.series "
                         "JOIN studies ON studies.id = series.study WHERE studies.patient = ?");
  rows.bind(1, patient);
  while (rows.executeStep())
    images.push_back({rows.getColumn(0).getString(), rows.getColumn(1).getInt()});
  return images;
}

constexpr const char* filesOfPatient = "SELECT DISTINCT files.path FROM files "
                                       "JOIN images ON images.file = files.id "
                                       "JOIN series ON series.id = images.series "
                                       "JOIN studies ON studies.id = series.study "
                                       "WHERE studies.patient = ?";

constexpr const char* removeFiles =
    "DELETE FROM files WHERE id IN (SELECT images.file FROM images "
    "JOIN series ON series.id = images.series "
    "JOIN studies ON studies.id = series.study WHERE studies.patient = ?)";

/// Lines about files without an image, such as reports, that lie in folders of this patient alone:
/// their paths may name it too.
std::vector<std::int64_t> otherFilesOf(SQLite::Database& database, std::int64_t patient)
{
  struct Row
  {
    std::int64_t file;
    std::filesystem::path folder;
    std::int64_t patient; // 0: no image
  };
  std::vector<Row> files;
  SQLite::Statement rows(database, "SELECT DISTINCT files.id, files.path, "
                                   "COALESCE(studies.patient, 0) FROM files "
                                   "LEFT JOIN images ON images.file = files.id "
                                   "LEFT JOIN series ON series.id = images.series "
                                   "LEFT JOIN studies ON studies.id = series.study");
  while (rows.executeStep())
    files.push_back({rows.getColumn(0).getInt64(),
                     std::filesystem::path(rows.getColumn(1).getString()).parent_path(),
                     rows.getColumn(2).getInt64()});
  std::map<std::filesystem::path, std::set<std::int64_t>> patients;
  for (const Row& row : files)
    if (row.patient != 0)
      patients[row.folder].insert(row.patient);
  std::vector<std::int64_t> found;
  for (const Row& row : files)
    if (row.patient == 0 && patients[row.folder] == std::set{patient})
      found.push_back(row.file);
  return found;
}

} // namespace

Result<PatientRecord> findPatient(Project& project, const std::string& patient)
{
  SQLite::Database& database = project.database();
  return withDatabase(database.getFilename(), [&]() -> Result<PatientRecord> {
    std::vector<PatientRecord> found;
    SQLite::Statement rows(database, "SELECT id, key FROM patients WHERE patient_id = ?1 "
                                     "OR name = ?1 OR printf('P%03d', id) = ?1 ORDER BY id");
    rows.bind(1, patient);
    std::string pseudonyms;
    while (rows.executeStep()) {
      PatientRecord& record = found.emplace_back();
      record.row = rows.getColumn(0).getInt64();
      record.key = rows.getColumn(1).getString();
      record.pseudonym = fmt::format("P{:03}", record.row);
      pseudonyms += (pseudonyms.empty() ? "" : ", ") + record.pseudonym;
    }
    if (found.empty())
      return failure(ErrorCode::NotFound, "The library holds no patient of this number, name or "
                                          "pseudonym.");
    if (found.size() > 1)
      return failure(
          ErrorCode::BadInput,
          fmt::format("{} patients answer to this. Say which one: {}.", found.size(), pseudonyms));
    PatientRecord& record = found.front();
    record.studyUids = texts(database, "SELECT uid FROM studies WHERE patient = ?", record.row);
    record.seriesUids = texts(database,
                              "SELECT series.uid FROM series JOIN studies "
                              "ON studies.id = series.study WHERE studies.patient = ?",
                              record.row);
    record.images = imagesOf(database, record.row);
    for (const std::string& path : texts(database, filesOfPatient, record.row))
      record.files.emplace_back(path);
    return std::move(record);
  });
}

Result<void> removePatient(Project& project, const PatientRecord& patient)
{
  SQLite::Database& database = project.database();
  return withDatabase(database.getFilename(), [&]() -> Result<void> {
    SQLite::Statement(database, "PRAGMA secure_delete = ON").executeStep();
    {
      SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
      for (const std::int64_t file : otherFilesOf(database, patient.row)) {
        SQLite::Statement remove(database, "DELETE FROM files WHERE id = ?");
        remove.bind(1, file);
        remove.exec();
      }
      for (const char* statement : {removeFiles, "DELETE FROM patients WHERE id = ?"}) {
        SQLite::Statement remove(database, statement);
        remove.bind(1, patient.row);
        remove.exec();
      }
      removeDepartedImages(database, patient.pseudonym);
      transaction.commit();
    }
    // What was deleted still lies in the journal and in free pages until both are rewritten.
    database.exec("VACUUM");
    SQLite::Statement(database, "PRAGMA wal_checkpoint(TRUNCATE)").executeStep();
    return {};
  });
}

} // namespace limpid::study
