#pragma once

#include "core/study/dicom_header.h"
#include "core/study/project.h"
#include "core/study/scan.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>

namespace limpid::study {

/// A file as it lay on the disk; another size or time means that it must be read again.
struct FileStamp
{
  std::filesystem::path path;
  std::int64_t bytes = 0;
  std::int64_t modifiedNs = 0;
  bool operator==(const FileStamp&) const = default;
};

/// Nothing when the file isn't there or can't be asked.
std::optional<FileStamp> stampOf(const std::filesystem::path& path);

/// How a patient got its identity.
enum class PatientBy {
  PatientId,      ///< the number in the header
  EmptyId,        ///< one folder = one patient, because the number is empty or a placeholder
  ContradictedId, ///< the same, because the number is used for different people
  Folder,         ///< the same, because the user said so
  File            ///< one file = one patient, because the user said so
};

/// What became of one file.
struct StoredFile
{
  std::int64_t file = 0; ///< row in `files`
  int newImages = 0;
  std::string reason; ///< a sentence when it wasn't taken: a second copy
};

/// Puts what was read into limpid.db. The caller holds the transaction. Throws SQLite::Exception.
class LibraryWriter
{
public:
  LibraryWriter(Project& project, const ScanOptions& options)
      : m_project(project), m_options(options)
  {
  }

  /// A file that moved keeps its images; a second copy of an image that is still there is not
  /// taken; a changed file replaces its images.
  StoredFile store(const FileStamp& stamp, const DicomHeader& header);
  void storeReason(const FileStamp& stamp, const std::string& reason);
  /// Forgets images whose file was overwritten by another image and turned up nowhere else.
  void removeReplaced();

private:
  std::int64_t patientOf(const DicomHeader& header, const std::filesystem::path& file);
  std::int64_t patientById(const DicomHeader& header, const std::filesystem::path& folder);
  std::int64_t makePatient(const DicomHeader& header, const std::string& key, PatientBy by);
  std::int64_t studyOf(const DicomHeader& header, const std::filesystem::path& file);
  std::int64_t seriesOf(const DicomHeader& header, const std::filesystem::path& file);
  std::int64_t makeSeries(const SeriesRecord& series, const std::string& uid, std::int64_t study);
  void addOrigin(std::int64_t id, const SeriesRecord& series);
  void claimPath(const FileStamp& stamp, const std::string& uid);
  std::int64_t insertFile(const FileStamp& stamp, const std::string& uid,
                          const std::string& reason);
  int storeFrames(std::int64_t file, std::int64_t series, const DicomHeader& header);

  Project& m_project;
  ScanOptions m_options;
  std::map<std::string, std::int64_t> m_seriesCache;
  std::set<std::string> m_placedSeries; ///< by UID, in this scan
};

} // namespace limpid::study
