#include "core/risk/ratings.h"

#include "core/risk/edit.h"
#include "core/risk/rating_database.h"
#include "core/risk/voice_counter.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <utility>

namespace limpid::risk {
namespace {

/// Ratings of one level by (uid, frame), frame 0 for studies and series.
using RatingsOfLevel = std::map<std::pair<std::string, int>, std::vector<Rating>>;

/// One query however many there are: the UIDs travel as one JSON array. Each is looked up (a cross
/// join keeps that order); SQLite would rather go through the array for each value.
RatingsOfLevel ratingsOf(SQLite::Database& database, Level level, const std::set<std::string>& uids)
{
  SQLite::Statement query(database, "SELECT uid, frame, component, risk_value.value, source, "
                                    "author, set_at, rater, adjudicated "
                                    "FROM json_each(?) AS wanted "
                                    "CROSS JOIN risk_value ON level = ? AND uid = wanted.value");
  query.bind(1, Json(uids).dump(-1, ' ', false, Json::error_handler_t::replace));
  query.bind(2, static_cast<int>(level));
  RatingsOfLevel ratings;
  while (query.executeStep())
    ratings[{query.getColumn(0).getString(), query.getColumn(1).getInt()}].push_back(
        {query.getColumn(2).getString(), query.getColumn(3).getDouble(),
         query.getColumn(4).getString(), query.getColumn(5).getString(),
         query.getColumn(6).getString(), level, query.getColumn(7).getString(),
         query.getColumn(8).getInt() != 0});
  return ratings;
}

bool anyStudyRating(SQLite::Database& database)
{
  SQLite::Statement query(database, "SELECT 1 FROM risk_value WHERE level = 0 LIMIT 1");
  return query.executeStep();
}

/// Series → study. The library is asked only when a study carries a value.
Result<std::map<std::string, std::string>> studiesOfSeries(study::Project& project,
                                                           SQLite::Database& database)
{
  std::map<std::string, std::string> studies;
  if (!anyStudyRating(database))
    return studies;
  const Result<std::vector<study::SeriesRecord>> series = study::listSeries(project, "");
  if (!series)
    return failure(series.error());
  for (const study::SeriesRecord& one : *series)
    studies.emplace(one.uid, one.studyUid);
  return studies;
}

/// The ratings of a place narrow down those of the wider ones, rater by rater.
void add(std::vector<Rating>& voices, const RatingsOfLevel& ratings, const std::string& uid,
         int frame)
{
  const auto found = ratings.find({uid, frame});
  if (found == ratings.end())
    return;
  for (const Rating& rating : found->second) {
    const auto wider = std::find_if(voices.begin(), voices.end(), [&](const Rating& voice) {
      return voice.component == rating.component && voice.rater == rating.rater &&
             voice.adjudicated == rating.adjudicated;
    });
    if (wider == voices.end())
      voices.push_back(rating);
    else
      *wider = rating;
  }
}

Result<std::vector<QualityVector>> resolve(study::Project& project, SQLite::Database& database,
                                           const std::vector<study::ImageRecord>& images,
                                           const std::optional<std::string>& rater)
{
  const auto studies = studiesOfSeries(project, database);
  if (!studies)
    return failure(studies.error());
  const auto studyOf = [&studies](const study::ImageRecord& image) {
    const auto found = studies->find(image.seriesUid);
    return found == studies->end() ? std::string() : found->second;
  };
  std::array<std::set<std::string>, 3> uids;
  for (const study::ImageRecord& image : images) {
    uids[0].insert(studyOf(image));
    uids[1].insert(image.seriesUid);
    uids[2].insert(image.key.uid);
  }
  const RatingsOfLevel ofStudies = ratingsOf(database, Level::Study, uids[0]);
  const RatingsOfLevel ofSeries = ratingsOf(database, Level::Series, uids[1]);
  const RatingsOfLevel ofImages = ratingsOf(database, Level::Image, uids[2]);
  Result<VoiceCounter> counter = VoiceCounter::open(project, rater);
  if (!counter)
    return failure(counter.error());

  std::vector<QualityVector> qualities;
  qualities.reserve(images.size());
  for (const study::ImageRecord& image : images) {
    std::vector<Rating> voices;
    add(voices, ofStudies, studyOf(image), 0);
    add(voices, ofSeries, image.seriesUid, 0);
    add(voices, ofImages, image.key.uid, image.key.frame);
    Result<QualityVector> quality = counter->count(std::move(voices));
    if (!quality)
      return failure(quality.error());
    qualities.push_back(std::move(*quality));
  }
  return qualities;
}

} // namespace

Result<void> setRatings(study::Project& project, const std::vector<RatingChange>& changes)
{
  Edit edit;
  edit.values = changes;
  return store(project, edit);
}

Result<void> setRating(study::Project& project, const std::vector<Target>& targets,
                       const std::string& component, std::optional<double> value,
                       const std::string& source, const std::string& author)
{
  std::vector<RatingChange> changes;
  changes.reserve(targets.size());
  for (const Target& target : targets)
    changes.push_back({target, component, value, source, author});
  return setRatings(project, changes);
}

Result<QualityVector> qualityOf(study::Project& project, const study::ImageRecord& image)
{
  Result<std::vector<QualityVector>> qualities = qualityOf(project, std::vector{image});
  if (!qualities)
    return failure(qualities.error());
  return std::move(qualities->front());
}

Result<std::vector<QualityVector>> qualityOf(study::Project& project,
                                             const std::vector<study::ImageRecord>& images)
{
  return withRatings(project, [&](SQLite::Database& database) {
    return resolve(project, database, images, std::nullopt);
  });
}

Result<std::vector<QualityVector>> qualitySeenBy(study::Project& project,
                                                 const std::vector<study::ImageRecord>& images,
                                                 const std::string& rater)
{
  return withRatings(project, [&](SQLite::Database& database) {
    return resolve(project, database, images, rater);
  });
}

Result<std::vector<HistoryEntry>> storedValues(study::Project& project)
{
  return withRatings(project, [](SQLite::Database& database) -> Result<std::vector<HistoryEntry>> {
    SQLite::Statement query(database, "SELECT level, uid, frame, component, value, source, "
                                      "author, set_at, rater, adjudicated FROM risk_value");
    std::vector<HistoryEntry> values;
    while (query.executeStep()) {
      HistoryEntry entry;
      entry.target = {levelFromNumber(query.getColumn(0).getInt()), query.getColumn(1).getString(),
                      query.getColumn(2).getInt()};
      entry.component = query.getColumn(3).getString();
      entry.after = query.getColumn(4).getDouble();
      entry.source = query.getColumn(5).getString();
      entry.author = query.getColumn(6).getString();
      entry.setAt = query.getColumn(7).getString();
      entry.rater = query.getColumn(8).getString();
      entry.adjudicated = query.getColumn(9).getInt() != 0;
      values.push_back(std::move(entry));
    }
    return values;
  });
}

} // namespace limpid::risk
