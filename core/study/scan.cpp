#include "core/study/scan.h"

#include "core/study/database.h"
#include "core/study/dicom_dictionary.h"
#include "core/study/dicom_directory.h"
#include "core/study/file_walk.h"
#include "core/study/image_file.h"
#include "core/study/library.h"
#include "core/study/library_writer.h"
#include "core/study/series_warnings.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <optional>
#include <span>
#include <thread>
#include <unordered_map>

namespace limpid::study {
namespace {

namespace fs = std::filesystem;

/// Files that are read together and stored in one transaction: what a stop or a crash can cost.
constexpr std::size_t filesPerBatch = 256;

struct KnownFile
{
  std::int64_t file = 0;
  std::int64_t bytes = 0;
  std::int64_t modifiedNs = 0;
  std::string uid;
  std::string reason;
};

using KnownFiles = std::unordered_map<std::string, KnownFile>;

KnownFiles knownFiles(SQLite::Database& database)
{
  KnownFiles known;
  SQLite::Statement rows(database, "SELECT path, id, size, modified, uid, reason FROM files");
  while (rows.executeStep())
    known[rows.getColumn(0).getString()] = {
        rows.getColumn(1).getInt64(), rows.getColumn(2).getInt64(), rows.getColumn(3).getInt64(),
        rows.getColumn(4).getString(), rows.getColumn(5).getString()};
  return known;
}

/// Reads the headers on all cores. Those that a stop kept from being read have no value.
std::vector<std::optional<HeaderReading>> readHeaders(std::span<const FileStamp> stamps,
                                                      const jobs::JobContext& context)
{
  std::vector<std::optional<HeaderReading>> readings(stamps.size());
  std::atomic<std::size_t> next = 0;
  const auto work = [&] {
    for (std::size_t at = next++; at < stamps.size() && !context.stopRequested(); at = next++)
      readings[at] = readImageHeader(stamps[at].path);
  };
  const std::size_t cores = std::max(1U, std::thread::hardware_concurrency());
  std::vector<std::jthread> workers;
  for (std::size_t worker = 1; worker < std::min(cores, stamps.size()); ++worker)
    workers.emplace_back(work);
  work();
  workers.clear(); // joins
  return readings;
}

/// One scan, from the list of files to the report.
class Scan
{
public:
  Scan(Project& project, jobs::JobContext& context, const ScanOptions& options)
      : m_project(project),
        m_context(context),
        m_patients(options.patients),
        m_writer(project, options)
  {
  }

  ScanReport run(const std::vector<fs::path>& paths);

private:
  std::vector<FileStamp> leaveOutKnown(const std::vector<fs::path>& files);
  void storeBatch(std::span<const FileStamp> stamps);
  void storeOne(const FileStamp& stamp, const HeaderReading& reading);
  void remember(std::int64_t file);
  void count();
  void warnOfPatients();
  void offerFolders();
  void warnOfMissing(const fs::path& directory, const DirectoryListing& listing);
  std::vector<fs::path> withDirectoriesOpened(const std::vector<fs::path>& paths);
  void warnOfSeries();
  void judge(std::int64_t series, const std::string& uid, int secondCopies);

  Project& m_project;
  jobs::JobContext& m_context;
  PatientRule m_patients;
  LibraryWriter m_writer;
  ScanReport m_report;
};

/// The files of this scan, known before or not: what is counted and warned of at the end.
void Scan::remember(std::int64_t file)
{
  SQLite::Statement insert(m_project.database(), "INSERT OR IGNORE INTO temp.scanned VALUES (?)");
  insert.bind(1, file);
  insert.exec();
}

std::vector<FileStamp> Scan::leaveOutKnown(const std::vector<fs::path>& files)
{
  const KnownFiles known = knownFiles(m_project.database());
  std::vector<FileStamp> toRead;
  SQLite::Transaction transaction(m_project.database());
  for (const fs::path& path : files) {
    if (m_context.stopRequested())
      break;
    const std::optional<FileStamp> stamp = stampOf(path);
    if (!stamp) {
      m_report.skipped.push_back({path, "It vanished while Limpid was reading."});
      continue;
    }
    const auto found = known.find(path.string());
    const bool unchanged = found != known.end() && found->second.bytes == stamp->bytes &&
                           found->second.modifiedNs == stamp->modifiedNs;
    // A second copy is read again: the first one may be gone by now.
    const bool secondCopy =
        unchanged && !found->second.reason.empty() && !found->second.uid.empty();
    const bool otherPatient = m_patients != PatientRule::ById;
    if (!unchanged || secondCopy || otherPatient) {
      toRead.push_back(*stamp);
      continue;
    }
    ++m_report.files;
    remember(found->second.file);
    if (!found->second.reason.empty())
      m_report.skipped.push_back({path, found->second.reason});
  }
  transaction.commit();
  return toRead;
}

void Scan::storeOne(const FileStamp& stamp, const HeaderReading& reading)
{
  ++m_report.files;
  if (reading.directory)
    warnOfMissing(stamp.path, readDicomDirectory(stamp.path));
  if (!reading.header || !reading.reason.empty()) {
    if (!reading.reason.empty())
      m_report.skipped.push_back({stamp.path, reading.reason});
    if (!reading.reason.empty() && reading.unchanging)
      m_writer.storeReason(stamp, reading.reason);
    return;
  }
  const StoredFile stored = m_writer.store(stamp, *reading.header);
  m_report.newImages += stored.newImages;
  remember(stored.file);
  if (!stored.reason.empty())
    m_report.skipped.push_back({stamp.path, stored.reason});
}

void Scan::storeBatch(std::span<const FileStamp> stamps)
{
  const auto readings = readHeaders(stamps, m_context);
  SQLite::Transaction transaction(m_project.database(), SQLite::TransactionBehavior::IMMEDIATE);
  for (std::size_t at = 0; at < stamps.size(); ++at)
    if (readings[at])
      storeOne(stamps[at], *readings[at]);
  transaction.commit();
}

void Scan::count()
{
  SQLite::Statement row(m_project.database(),
                        "SELECT COUNT(*), COUNT(DISTINCT series.id), COUNT(DISTINCT "
                        "studies.patient) FROM temp.scanned JOIN images ON images.file = "
                        "scanned.file JOIN series ON series.id = images.series JOIN studies ON "
                        "studies.id = series.study");
  row.executeStep();
  m_report.images = row.getColumn(0).getInt();
  m_report.series = row.getColumn(1).getInt();
  m_report.patients = row.getColumn(2).getInt();
  SQLite::Statement rows(m_project.database(),
                         "SELECT uid FROM series WHERE id IN (SELECT series FROM images JOIN "
                         "temp.scanned ON scanned.file = images.file) ORDER BY id");
  while (rows.executeStep())
    m_report.seriesUids.push_back(rows.getColumn(0).getString());
}

/// Which images have a patient that Patient ID didn't tell, and why.
void Scan::warnOfPatients()
{
  SQLite::Statement rows(m_project.database(),
                         "SELECT identified_by, COUNT(DISTINCT scanned.file) FROM temp.scanned "
                         "JOIN images ON images.file = scanned.file JOIN series ON series.id = "
                         "images.series JOIN studies ON studies.id = series.study JOIN patients "
                         "ON patients.id = studies.patient WHERE identified_by <> 0 "
                         "GROUP BY identified_by ORDER BY identified_by");
  while (rows.executeStep()) {
    const auto by = static_cast<PatientBy>(rows.getColumn(0).getInt());
    const int files = rows.getColumn(1).getInt();
    const std::string count = fmt::format("{} {}", files, files == 1 ? "file" : "files");
    if (by == PatientBy::Folder || by == PatientBy::File)
      m_report.warnings.push_back(
          {{},
           fmt::format("Each {} counts as one patient, as asked: {}.",
                       by == PatientBy::Folder ? "folder" : "file", count)});
    else
      m_report.warnings.push_back(
          {{},
           fmt::format("Patient ID is {} in {}. Limpid treats each folder as one patient.",
                       by == PatientBy::EmptyId ? "empty" : "the same for different people",
                       count)});
  }
  offerFolders();
}

/// One Patient ID for several studies in folders of their own may be what de-identification wrote.
void Scan::offerFolders()
{
  constexpr int suspicious = 3;
  SQLite::Statement rows(m_project.database(),
                         "SELECT COUNT(DISTINCT patients.id), COUNT(DISTINCT studies.id), "
                         "COUNT(DISTINCT rtrim(path, replace(path, '/', ''))), "
                         "MAX(identified_by) FROM temp.scanned JOIN files ON files.id = "
                         "scanned.file JOIN images ON images.file = files.id JOIN series ON "
                         "series.id = images.series JOIN studies ON studies.id = series.study "
                         "JOIN patients ON patients.id = studies.patient");
  if (!rows.executeStep() || rows.getColumn(0).getInt() != 1 ||
      rows.getColumn(1).getInt() < suspicious || rows.getColumn(2).getInt() < suspicious ||
      rows.getColumn(3).getInt() != 0)
    return;
  m_report.warnings.push_back(
      {{},
       fmt::format("All {} studies have the same Patient ID and count as one patient. If they "
                   "are of different people, import them again with each folder as one patient.",
                   rows.getColumn(1).getInt())});
}

void Scan::warnOfMissing(const fs::path& directory, const DirectoryListing& listing)
{
  if (listing.missing.empty())
    return;
  m_report.warnings.push_back(
      {{},
       fmt::format("{} names {} files; {} of them {} missing, the first is {}.", directory.string(),
                   listing.files.size() + listing.missing.size(), listing.missing.size(),
                   listing.missing.size() == 1 ? "is" : "are", listing.missing.front().string())});
}

/// A DICOMDIR that was named stands for its files.
std::vector<fs::path> Scan::withDirectoriesOpened(const std::vector<fs::path>& paths)
{
  std::vector<fs::path> opened;
  for (const fs::path& path : paths) {
    std::error_code status;
    if (!fs::is_regular_file(path, status) || !mayBeDicomDirectory(path)) {
      opened.push_back(path);
      continue;
    }
    const DirectoryListing listing = readDicomDirectory(path);
    opened.insert(opened.end(), listing.files.begin(), listing.files.end());
    warnOfMissing(path, listing);
    if (!listing.damage.empty())
      m_report.skipped.push_back({path, listing.damage});
  }
  return opened;
}

/// Judges one series anew and keeps the sentences in the library.
void Scan::judge(std::int64_t series, const std::string& uid, int secondCopies)
{
  const Result<std::vector<ImageRecord>> images = listImages(m_project, uid);
  if (!images)
    return;
  SQLite::Statement forget(m_project.database(), "DELETE FROM series_warnings WHERE series = ?");
  forget.bind(1, series);
  forget.exec();
  SQLite::Statement keep(m_project.database(), "INSERT INTO series_warnings VALUES (?, ?)");
  for (std::string& sentence : warningsOf(*images, secondCopies)) {
    keep.reset();
    SQLite::bind(keep, series, sentence);
    keep.exec();
    m_report.warnings.push_back({uid, std::move(sentence)});
  }
}

/// Judges the series that this scan touched. After a stop the next scan of the files does it.
void Scan::warnOfSeries()
{
  SQLite::Database& database = m_project.database();
  SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
  m_writer.removeReplaced();
  SQLite::Statement rows(
      database, "SELECT series.id, series.uid, (SELECT COUNT(*) FROM files WHERE reason <> '' AND "
                "files.uid IN (SELECT uid FROM images WHERE series = series.id)) FROM series WHERE "
                "series.id IN (SELECT series FROM images JOIN temp.scanned ON scanned.file = "
                "images.file) ORDER BY series.id");
  while (!m_context.stopRequested() && rows.executeStep())
    judge(rows.getColumn(0).getInt64(), rows.getColumn(1).getString(), rows.getColumn(2).getInt());
  rows.reset(); // an open query would hold the transaction
  transaction.commit();
}

ScanReport Scan::run(const std::vector<fs::path>& paths)
{
  m_project.database().exec("DROP TABLE IF EXISTS temp.scanned; "
                            "CREATE TEMP TABLE scanned (file INTEGER PRIMARY KEY)");
  const std::vector<fs::path> files =
      filesBelow(withDirectoriesOpened(paths), m_context, m_report.skipped);
  const std::vector<FileStamp> toRead = leaveOutKnown(files);
  for (std::size_t at = 0; at < toRead.size() && !m_context.stopRequested(); at += filesPerBatch) {
    m_context.report({static_cast<double>(at) / static_cast<double>(toRead.size()),
                      fmt::format("Reading {} of {} files", at, toRead.size())});
    const std::size_t count = std::min(filesPerBatch, toRead.size() - at);
    storeBatch(std::span(toRead).subspan(at, count));
  }
  if (m_context.stopRequested())
    m_report.outcome = jobs::Outcome::Stopped;
  else
    m_context.report({1.0, fmt::format("Read {} files", toRead.size())});
  warnOfPatients();
  warnOfSeries();
  count();
  return std::move(m_report);
}

} // namespace

Result<ScanReport> scan(Project& project, const std::vector<fs::path>& paths,
                        jobs::JobContext& context, const ScanOptions& options)
{
  if (const Result<void> prepared = prepareDicomDictionary(); !prepared)
    return failure(prepared.error());
  const bool allMissing = std::ranges::none_of(paths, [](const fs::path& path) {
    std::error_code status;
    return fs::exists(path, status);
  });
  if (allMissing)
    return failure(ErrorCode::NotFound,
                   paths.empty() ? std::string("No files or folders were named.")
                                 : fmt::format("{} doesn't exist.", paths.front().string()));
  return withDatabase(project.folder() / "limpid.db", [&]() -> Result<ScanReport> {
    return Scan(project, context, options).run(paths);
  });
}

} // namespace limpid::study
