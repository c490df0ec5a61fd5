#pragma once

// For the sources of core/risk only: SQLite stays behind the public headers.

#include "core/base/result.h"
#include "core/risk/ratings.h"
#include "core/study/database.h"
#include "core/study/project.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <cstdint>
#include <optional>
#include <set>
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

/// Where one value is stored. Each rater has a value of their own; what is measured has no rater,
/// and a decision after disagreement (adjudicated) neither.
struct Place
{
  Target target;
  std::string component;
  std::string rater;
  bool adjudicated = false;
};

/// A value with where it came from, as it is restored by undo. Without value: unrated.
struct StoredValue
{
  std::optional<double> value;
  std::string source;
  std::string author;
  std::string setAt;
  bool adjudicated = false;        ///< see RatingChange
  std::optional<double> seconds{}; ///< until it was set, see RatingChange; in the history alone
};

enum class Act { Edit, Undo, Redo };

/// What undo and redo do with what was changed after the edit that they take.
enum class SinceThen { Overwrite, Keep };

/// Writes one batch: the values in force and, append-only, what each was before. Lives inside a
/// transaction of its caller. A value that doesn't change leaves no trace.
class BatchWriter
{
public:
  /// `author` makes the edit, or undoes or redoes it; empty: nobody in particular.
  BatchWriter(SQLite::Database& database, Act act, std::string author);

  /// A rating is its author's own, a measured value and a decision between raters are nobody's. A
  /// value without a rater that stood there is answered by one with a rater. Whether that changed
  /// the value.
  bool write(const Target& target, const std::string& component, const StoredValue& after);
  bool write(const Place& place, const StoredValue& after);
  bool isMeasured(const std::string& component) const { return m_measured.contains(component); }
  /// The batch that all writes belong to: for changes that are kept elsewhere (region_history.h).
  std::int64_t openBatch();
  /// Where that author's value of it is stored.
  Place placeOf(const Target& target, const std::string& component,
                const std::string& author) const;
  StoredValue storedAt(const Place& place);
  /// Time of the batch, ISO 8601, UTC.
  const std::string& madeAt() const { return m_madeAt; }

private:
  StoredValue valueBefore(const Place& place);
  void replaceValue(const Place& place, const StoredValue& after);
  void begin();

  SQLite::Database& m_database;
  Act m_act;
  std::string m_author;
  std::string m_madeAt;
  std::set<std::string> m_measured; // components
  std::int64_t m_batch = 0;         // 0: nothing written yet
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
