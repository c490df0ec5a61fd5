#pragma once

// For the sources of core/risk only: SQLite stays behind the public headers.

#include "core/base/result.h"
#include "core/risk/ratings.h"
#include "core/study/database.h"
#include "core/study/project.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <cstdint>
#include <optional>
#include <string>

namespace limpid::risk {

/// Makes or migrates the tables of core/risk, whose version is a row of their own. Unsupported when
/// a newer program wrote them.
Result<void> prepareTables(SQLite::Database& database);

/// Runs `work` on the project's database with its rating tables ready; SQLite's exceptions end
/// here.
template<typename Work>
auto withRatings(study::Project& project, Work work) -> decltype(work(project.database()))
{
  SQLite::Database& database = project.database();
  return study::withDatabase(database.getFilename(), [&]() -> decltype(work(database)) {
    if (const Result<void> ready = prepareTables(database); !ready)
      return failure(ready.error());
    return work(database);
  });
}

/// A transaction that is on the disk itself when commit() returns, not only in the operating
/// system's hands, whatever the connection is set to: what a person rated survives a power cut.
class DurableTransaction
{
public:
  explicit DurableTransaction(SQLite::Database& database);
  ~DurableTransaction();
  DurableTransaction(const DurableTransaction&) = delete;
  DurableTransaction& operator=(const DurableTransaction&) = delete;

  void commit();

private:
  SQLite::Database& m_database;
  int m_synchronousBefore = 0;
  std::optional<SQLite::Transaction> m_transaction;
};

/// A value with where it came from, as it is restored by undo. Without value: unrated.
struct StoredValue
{
  std::optional<double> value;
  std::string source;
  std::string author;
  std::string setAt;
};

enum class Act { Edit, Undo, Redo };

/// Writes one batch: the values in force and, append-only, what each was before. Lives inside a
/// transaction of its caller. A value that doesn't change leaves no trace.
class BatchWriter
{
public:
  BatchWriter(SQLite::Database& database, Act act);

  void write(const Target& target, const std::string& component, const StoredValue& after);
  /// The batch that all writes belong to: for changes that are kept elsewhere (region_history.h).
  std::int64_t openBatch();
  std::optional<double> valueInForce(const Target& target, const std::string& component);
  /// Time of the batch, ISO 8601, UTC.
  const std::string& madeAt() const { return m_madeAt; }

private:
  StoredValue valueBefore(const Target& target, const std::string& component);
  void replaceValue(const Target& target, const std::string& component, const StoredValue& after);
  void begin();

  SQLite::Database& m_database;
  Act m_act;
  std::string m_madeAt;
  std::int64_t m_batch = 0; // 0: nothing written yet
  SQLite::Statement m_select;
  SQLite::Statement m_store;
  SQLite::Statement m_remove;
  SQLite::Statement m_log;
};

/// Frames belong to images only.
Target normalized(Target target);
Level levelFromNumber(int number);
std::optional<double> optionalNumber(const SQLite::Column& column);
std::optional<std::string> optionalText(const SQLite::Column& column);

} // namespace limpid::risk
