#include "core/study/doubtful_pixels.h"

#include "core/study/database.h"
#include "core/study/dicom_dictionary.h"
#include "core/study/dicom_file.h"
#include "core/study/image_file.h"
#include "core/study/pixel_text.h"

#include <fmt/format.h>

namespace limpid::study {
namespace {

constexpr std::size_t reportEvery = 50;

void prepareTable(SQLite::Database& database)
{
  database.exec("CREATE TABLE IF NOT EXISTS confirmed_pixels(uid TEXT PRIMARY KEY, "
                "at TEXT NOT NULL)");
  database.exec("CREATE TABLE IF NOT EXISTS covered_pixels(uid TEXT NOT NULL, x INTEGER NOT NULL, "
                "y INTEGER NOT NULL, width INTEGER NOT NULL, height INTEGER NOT NULL)");
}

/// Columns and rows of an image of the library.
Result<std::pair<int, int>> sizeOf(SQLite::Database& database, const std::string& uid)
{
  SQLite::Statement find(database, "SELECT columns, rows FROM images WHERE uid = ?");
  find.bind(1, uid);
  if (!find.executeStep())
    return failure(ErrorCode::NotFound,
                   fmt::format("The library holds no image with the UID {}.", uid));
  return std::pair(find.getColumn(0).getInt(), find.getColumn(1).getInt());
}

void removeOf(SQLite::Database& database, const char* command, const std::string& uid)
{
  SQLite::Statement remove(database, command);
  remove.bind(1, uid);
  remove.exec();
}

constexpr auto uncover = "DELETE FROM covered_pixels WHERE uid = ?";

std::string concernIn(const std::filesystem::path& path)
{
  if (researchFormatIn(path))
    return {};
  DicomFile parsed = DicomFile::parse(path, DicomFile::Extent::UpToPixels);
  return parsed.reason().empty() ? burnedInConcern(parsed.dataset()) : std::string();
}

} // namespace

Result<std::vector<DoubtfulFile>> doubtfulFiles(const std::vector<ImageRecord>& images,
                                                jobs::JobContext& context)
{
  if (const Result<void> prepared = prepareDicomDictionary(); !prepared)
    return failure(prepared.error());
  std::vector<DoubtfulFile> doubtful;
  std::set<std::filesystem::path> seen;
  for (std::size_t index = 0; index < images.size() && !context.stopRequested(); ++index) {
    if (index % reportEvery == 0)
      context.report(
          {static_cast<double>(index) / static_cast<double>(images.size()),
           fmt::format("Looking for text in the pixels, {} of {}", index + 1, images.size())});
    const ImageRecord& image = images[index];
    if (!seen.insert(image.path).second)
      continue;
    if (std::string concern = concernIn(image.path); !concern.empty())
      doubtful.push_back({image.key.uid, image.path, std::move(concern)});
  }
  return doubtful;
}

Result<void> confirmPixels(Project& project, const std::vector<std::string>& uids)
{
  SQLite::Database& database = project.database();
  return withDatabase(database.getFilename(), [&]() -> Result<void> {
    prepareTable(database);
    SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
    SQLite::Statement insert(database, "INSERT OR IGNORE INTO confirmed_pixels(uid, at) VALUES(?, "
                                       "strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))");
    for (const std::string& uid : uids) {
      if (const auto known = sizeOf(database, uid); !known)
        return failure(known.error());
      insert.reset();
      insert.bind(1, uid);
      insert.exec();
    }
    transaction.commit();
    return {};
  });
}

Result<std::set<std::string>> confirmedPixels(Project& project)
{
  SQLite::Database& database = project.database();
  return withDatabase(database.getFilename(), [&]() -> Result<std::set<std::string>> {
    prepareTable(database);
    std::set<std::string> uids;
    SQLite::Statement rows(database, "SELECT uid FROM confirmed_pixels");
    while (rows.executeStep())
      uids.insert(rows.getColumn(0).getString());
    return uids;
  });
}

Result<void> coverPixels(Project& project, const std::string& uid,
                         const std::vector<PixelMask>& masks)
{
  SQLite::Database& database = project.database();
  return withDatabase(database.getFilename(), [&]() -> Result<void> {
    prepareTable(database);
    SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
    const auto size = sizeOf(database, uid);
    if (!size)
      return failure(size.error());
    removeOf(database, uncover, uid);
    SQLite::Statement insert(database, "INSERT INTO covered_pixels VALUES(?, ?, ?, ?, ?)");
    for (const PixelMask& mask : masks) {
      if (mask.column < 0 || mask.row < 0 || mask.width < 1 || mask.height < 1 ||
          mask.width > size->first - mask.column || mask.height > size->second - mask.row)
        return failure(ErrorCode::BadInput,
                       fmt::format("The mask {},{},{},{} reaches beyond the {} × {} pixels.",
                                   mask.column, mask.row, mask.width, mask.height, size->first,
                                   size->second));
      insert.reset();
      SQLite::bind(insert, uid, mask.column, mask.row, mask.width, mask.height);
      insert.exec();
    }
    transaction.commit();
    return {};
  });
}

Result<std::map<std::string, std::vector<PixelMask>>> coveredPixels(Project& project)
{
  using Covers = std::map<std::string, std::vector<PixelMask>>;
  SQLite::Database& database = project.database();
  return withDatabase(database.getFilename(), [&]() -> Result<Covers> {
    prepareTable(database);
    Covers covers;
    SQLite::Statement rows(database,
                           "SELECT uid, x, y, width, height FROM covered_pixels ORDER BY rowid");
    while (rows.executeStep())
      covers[rows.getColumn(0).getString()].push_back({.column = rows.getColumn(1).getInt(),
                                                       .row = rows.getColumn(2).getInt(),
                                                       .width = rows.getColumn(3).getInt(),
                                                       .height = rows.getColumn(4).getInt()});
    return covers;
  });
}

Result<void> forgetConfirmedPixels(Project& project, const std::vector<ImageKey>& images)
{
  SQLite::Database& database = project.database();
  return withDatabase(database.getFilename(), [&]() -> Result<void> {
    prepareTable(database);
    SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
    for (const ImageKey& image : images) {
      removeOf(database, "DELETE FROM confirmed_pixels WHERE uid = ?", image.uid);
      removeOf(database, uncover, image.uid);
    }
    transaction.commit();
    return {};
  });
}

} // namespace limpid::study
