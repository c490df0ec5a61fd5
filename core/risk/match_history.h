#pragma once

// For the sources of core/risk only: SQLite stays behind the public headers.

#include "core/risk/eye_match.h"
#include "core/risk/rating_database.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace limpid::risk {

/// Whose answers for which step; without a rater those that the classifier measured.
struct MatchPlace
{
  std::string component;
  double value = 0.0;
  std::string rater;
};

/// Answers as undo and redo bring them back. Without answers: not matched.
struct StoredAnswers
{
  std::vector<MatchAnswer> answers;
  std::string method; // "eye", "classifier"
  std::string madeAt; // ISO 8601, UTC
};

StoredAnswers storedAnswers(SQLite::Database& database, const MatchPlace& place);

/// Stores them in place of former ones and logs both in the batch. Inside a transaction of its
/// caller.
void writeAnswers(SQLite::Database& database, BatchWriter& batch, const MatchPlace& place,
                  const StoredAnswers& after);

/// Whether a match of the edit is still as it (Act::Undo) or its undo (Act::Redo) left it.
bool answersStand(SQLite::Database& database, std::int64_t edit, Act act);

/// Where the edit matched.
std::vector<MatchPlace> matchedPlaces(SQLite::Database& database, std::int64_t edit);

/// Undoes or redoes what `edit` did to answers, as a part of `batch`.
void bringBackAnswers(SQLite::Database& database, BatchWriter& batch, std::int64_t edit, Act act,
                      SinceThen sinceThen);

/// Every match there was, undone or replaced since; undo and redo of one have no answers of their
/// own. Oldest first.
struct LoggedMatch
{
  MatchPlace place;
  std::optional<Act> undoing; // Undo, Redo
  std::string madeBy;
  std::string madeAt;
  std::vector<MatchAnswer> answers;
};
std::vector<LoggedMatch> loggedMatches(SQLite::Database& database);

} // namespace limpid::risk
