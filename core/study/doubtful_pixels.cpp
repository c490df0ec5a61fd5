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
}

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
    SQLite::Statement find(database, "SELECT 1 FROM images WHERE uid = ?");
    SQLite::Statement insert(database, "INSERT OR IGNORE INTO confirmed_pixels(uid, at) VALUES(?, "
                                       "strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))");
    for (const std::string& uid : uids) {
      find.reset();
      find.bind(1, uid);
      if (!find.executeStep())
        return failure(ErrorCode::NotFound,
                       fmt::format("The library holds no image with the UID {}.", uid));
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

Result<void> forgetConfirmedPixels(Project& project, const std::vector<ImageKey>& images)
{
  SQLite::Database& database = project.database();
  return withDatabase(database.getFilename(), [&]() -> Result<void> {
    prepareTable(database);
    SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
    SQLite::Statement remove(database, "DELETE FROM confirmed_pixels WHERE uid = ?");
    for (const ImageKey& image : images) {
      remove.reset();
      remove.bind(1, image.uid);
      remove.exec();
    }
    transaction.commit();
    return {};
  });
}

} // namespace limpid::study
