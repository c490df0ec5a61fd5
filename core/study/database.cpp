#include "core/study/database.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <sys/vfs.h>

namespace limpid::study {
namespace {

constexpr int patienceMilliseconds = 10'000;

/// f_type of statfs(2) for file systems whose files several machines may open: NFS, SMB, CIFS,
/// SMB2, FUSE (sshfs and friends), Lustre, GPFS, BeeGFS, AFS, Ceph, 9P, PanFS, OCFS2, GFS2.
constexpr std::array<std::uint32_t, 14> networkFileSystems = {
    0x00006969, 0x0000517B, 0xFF534D42, 0xFE534D42, 0x65735546, 0x0BD00BD0, 0x47504653,
    0x19830326, 0x5346414F, 0x00C36400, 0x01021997, 0xAAD7AAEA, 0x7461636F, 0x01161970};

bool isOnNetwork(const std::filesystem::path& folder)
{
  struct statfs found
  {
  };
  if (::statfs(folder.c_str(), &found) != 0)
    return true; // unknown: the journal that works everywhere
  return std::ranges::find(networkFileSystems, static_cast<std::uint32_t>(found.f_type)) !=
         networkFileSystems.end();
}

} // namespace

SQLite::Database openDatabase(const std::filesystem::path& file)
{
  SQLite::Database database(file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE,
                            patienceMilliseconds);
  database.exec("PRAGMA foreign_keys = ON");
  // A query that answers with a row, hence no exec().
  const std::string journal = isOnNetwork(file.parent_path()) ? "DELETE" : "WAL";
  SQLite::Statement(database, "PRAGMA journal_mode = " + journal).executeStep();
  database.exec("PRAGMA synchronous = " + std::string(journal == "WAL" ? "NORMAL" : "FULL"));
  return database;
}

Error databaseError(const SQLite::Exception& exception, const std::filesystem::path& file)
{
  const std::string path = file.string();
  switch (exception.getErrorCode()) {
  case SQLITE_BUSY:
  case SQLITE_LOCKED:
    return {ErrorCode::Busy, fmt::format("{} is in use by another program; try again.", path)};
  case SQLITE_FULL:
    return {ErrorCode::NoResource, fmt::format("{} can't grow: the disk is full.", path)};
  case SQLITE_IOERR:
    return {ErrorCode::NoResource,
            fmt::format("{} can't be read or written: the disk is full or failing.", path)};
  case SQLITE_READONLY:
  case SQLITE_PERM:
  case SQLITE_AUTH:
  case SQLITE_CANTOPEN:
    return {ErrorCode::PermissionDenied,
            fmt::format("{} can't be written: {}.", path, exception.what())};
  case SQLITE_CORRUPT:
  case SQLITE_NOTADB:
    return {ErrorCode::BadInput, fmt::format("{} is damaged: {}.", path, exception.what())};
  default:
    return {ErrorCode::Internal, fmt::format("{} can't be used: {}.", path, exception.what())};
  }
}

} // namespace limpid::study
