#include "core/study/departures.h"

#include "core/base/document.h"
#include "core/study/database.h"

namespace limpid::study {
namespace {

void prepareTables(SQLite::Database& database)
{
  database.exec("CREATE TABLE IF NOT EXISTS departures("
                "id INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, what TEXT NOT NULL, "
                "folder TEXT NOT NULL, files INTEGER NOT NULL, dataset TEXT NOT NULL, "
                "pseudonyms TEXT NOT NULL)");
  database.exec("CREATE TABLE IF NOT EXISTS departed_images("
                "departure INTEGER NOT NULL REFERENCES departures(id) ON DELETE CASCADE, "
                "uid TEXT NOT NULL, pseudonym TEXT NOT NULL, is_real_uid INTEGER NOT NULL)");
  database.exec("CREATE INDEX IF NOT EXISTS image_of_departure ON departed_images(departure)");
}

std::vector<std::string> wordsOf(const std::string& json)
{
  const Json list = Json::parse(json, nullptr, false);
  std::vector<std::string> words;
  if (list.is_array())
    for (const Json& word : list)
      if (word.is_string())
        words.push_back(word);
  return words;
}

void insertImages(SQLite::Database& database, const Departure& departure)
{
  const std::int64_t row = database.getLastInsertRowid();
  SQLite::Statement insert(database, "INSERT INTO departed_images(departure, uid, pseudonym, "
                                     "is_real_uid) VALUES(?, ?, ?, ?)");
  for (const DepartedImage& image : departure.images) {
    insert.reset();
    SQLite::bind(insert, row, image.sopInstanceUid, image.pseudonym, image.isRealUid ? 1 : 0);
    insert.exec();
  }
}

std::vector<DepartedImage> imagesOf(SQLite::Database& database, std::int64_t departure)
{
  SQLite::Statement rows(database, "SELECT uid, pseudonym, is_real_uid FROM departed_images "
                                   "WHERE departure = ? ORDER BY rowid");
  rows.bind(1, departure);
  std::vector<DepartedImage> images;
  while (rows.executeStep())
    images.push_back({rows.getColumn(0).getString(), rows.getColumn(1).getString(),
                      rows.getColumn(2).getInt() != 0});
  return images;
}

} // namespace

Result<void> recordDeparture(Project& project, const Departure& departure)
{
  SQLite::Database& database = project.database();
  return withDatabase(database.getFilename(), [&]() -> Result<void> {
    prepareTables(database);
    SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
    SQLite::Statement insert(database,
                             "INSERT INTO departures(at, what, folder, files, dataset, pseudonyms) "
                             "VALUES(strftime('%Y-%m-%dT%H:%M:%SZ', 'now'), ?, ?, ?, ?, ?)");
    SQLite::bind(insert, departure.what, departure.folder.string(), departure.files,
                 departure.datasetDigest, Json(departure.pseudonyms).dump());
    insert.exec();
    insertImages(database, departure);
    transaction.commit();
    return {};
  });
}

Result<std::vector<Departure>> listDepartures(Project& project)
{
  SQLite::Database& database = project.database();
  return withDatabase(database.getFilename(), [&]() -> Result<std::vector<Departure>> {
    prepareTables(database);
    std::vector<Departure> departures;
    SQLite::Statement rows(
        database,
        "SELECT at, what, folder, files, dataset, pseudonyms, id FROM departures ORDER BY id");
    while (rows.executeStep())
      departures.push_back({rows.getColumn(0).getString(), rows.getColumn(1).getString(),
                            rows.getColumn(2).getString(), rows.getColumn(3).getInt64(),
                            rows.getColumn(4).getString(), wordsOf(rows.getColumn(5).getString()),
                            imagesOf(database, rows.getColumn(6).getInt64())});
    return departures;
  });
}

void removeDepartedImages(SQLite::Database& database, const std::string& pseudonym)
{
  prepareTables(database);
  SQLite::Statement remove(database, "DELETE FROM departed_images WHERE pseudonym = ?");
  remove.bind(1, pseudonym);
  remove.exec();
}

} // namespace limpid::study
