#include "core/study/departures.h"

#include "core/base/document.h"
#include "core/study/database.h"

namespace limpid::study {
namespace {

void prepareTable(SQLite::Database& database)
{
  database.exec("CREATE TABLE IF NOT EXISTS departures("
                "id INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, what TEXT NOT NULL, "
                "folder TEXT NOT NULL, files INTEGER NOT NULL, dataset TEXT NOT NULL, "
                "pseudonyms TEXT NOT NULL)");
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

} // namespace

Result<void> recordDeparture(Project& project, Departure departure)
{
  SQLite::Database& database = project.database();
  return withDatabase(database.getFilename(), [&]() -> Result<void> {
    prepareTable(database);
    SQLite::Statement insert(database,
                             "INSERT INTO departures(at, what, folder, files, dataset, pseudonyms) "
                             "VALUES(strftime('%Y-%m-%dT%H:%M:%SZ', 'now'), ?, ?, ?, ?, ?)");
    SQLite::bind(insert, departure.what, departure.folder.string(), departure.files,
                 departure.datasetDigest, Json(departure.pseudonyms).dump());
    insert.exec();
    return {};
  });
}

Result<std::vector<Departure>> listDepartures(Project& project)
{
  SQLite::Database& database = project.database();
  return withDatabase(database.getFilename(), [&]() -> Result<std::vector<Departure>> {
    prepareTable(database);
    std::vector<Departure> departures;
    SQLite::Statement rows(
        database,
        "SELECT at, what, folder, files, dataset, pseudonyms FROM departures ORDER BY id");
    while (rows.executeStep())
      departures.push_back({rows.getColumn(0).getString(), rows.getColumn(1).getString(),
                            rows.getColumn(2).getString(), rows.getColumn(3).getInt64(),
                            rows.getColumn(4).getString(), wordsOf(rows.getColumn(5).getString())});
    return departures;
  });
}

} // namespace limpid::study
