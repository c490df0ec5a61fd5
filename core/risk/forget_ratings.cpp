#include "core/risk/forget_ratings.h"

#include "core/risk/rating_database.h"

#include <set>
#include <string>

namespace limpid::risk {
namespace {

/// Every UID that a rating of the patient can hang on; frames share that of their file.
std::set<std::string> uidsOf(const study::PatientRecord& patient)
{
  std::set<std::string> uids(patient.studyUids.begin(), patient.studyUids.end());
  uids.insert(patient.seriesUids.begin(), patient.seriesUids.end());
  for (const study::ImageKey& image : patient.images)
    uids.insert(image.uid);
  return uids;
}

} // namespace

Result<int> countRatings(study::Project& project, const study::PatientRecord& patient)
{
  return withRatings(project, [&](SQLite::Database& database) -> Result<int> {
    SQLite::Statement count(database, "SELECT COUNT(*) FROM risk_value WHERE uid = ?");
    int ratings = 0;
    for (const std::string& uid : uidsOf(patient)) {
      count.reset();
      count.bind(1, uid);
      count.executeStep();
      ratings += count.getColumn(0).getInt();
    }
    return ratings;
  });
}

Result<void> forgetRatings(study::Project& project, const study::PatientRecord& patient)
{
  return withRatings(project, [&](SQLite::Database& database) -> Result<void> {
    SQLite::Statement(database, "PRAGMA secure_delete = ON").executeStep();
    DurableTransaction transaction(database);
    for (const char* statement :
         {"DELETE FROM risk_value WHERE uid = ?", "DELETE FROM risk_change WHERE uid = ?",
          "DELETE FROM risk_region WHERE uid = ?", "DELETE FROM risk_region_change WHERE uid = ?",
          "DELETE FROM risk_remark WHERE uid = ?",
          "DELETE FROM risk_remark_change WHERE uid = ?"}) {
      SQLite::Statement remove(database, statement);
      for (const std::string& uid : uidsOf(patient)) {
        remove.reset();
        remove.bind(1, uid);
        remove.exec();
      }
    }
    transaction.commit();
    return {};
  });
}

} // namespace limpid::risk
