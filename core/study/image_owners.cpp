#include "core/study/image_owners.h"

#include "core/study/database.h"
#include "core/study/keyed_identity.h"

#include <map>

namespace limpid::study {
namespace {

/// Keys of the library's patients, by their Patient IDs in exports.
std::map<std::string, std::string> exportedPatients(Project& project)
{
  std::map<std::string, std::string> keys;
  SQLite::Statement rows(project.database(), "SELECT key FROM patients");
  while (rows.executeStep()) {
    std::string key = rows.getColumn(0).getString();
    keys.emplace(exportPseudonym(project, key), std::move(key));
  }
  return keys;
}

/// Key of the patient who has the image in the library; empty when nobody has.
std::string holderOf(SQLite::Statement& find, const std::string& sopInstanceUid)
{
  find.reset();
  find.bind(1, sopInstanceUid);
  return find.executeStep() ? find.getColumn(0).getString() : std::string();
}

} // namespace

Result<std::vector<DepartedImage>> ownersOf(Project& project,
                                            const std::vector<LeavingImage>& images)
{
  SQLite::Database& database = project.database();
  return withDatabase(database.getFilename(), [&]() -> Result<std::vector<DepartedImage>> {
    const std::map<std::string, std::string> exported = exportedPatients(project);
    SQLite::Statement find(database,
                           "SELECT patients.key FROM images JOIN series ON series.id = "
                           "images.series JOIN studies ON studies.id = series.study JOIN patients "
                           "ON patients.id = studies.patient WHERE images.uid = ? LIMIT 1");
    std::vector<DepartedImage> departed;
    for (const LeavingImage& image : images) {
      const auto known = exported.find(image.patientId);
      const bool isDisguised = known != exported.end();
      const std::string key = isDisguised ? known->second : holderOf(find, image.sopInstanceUid);
      DepartedImage& one = departed.emplace_back();
      if (!key.empty() || !image.isRealPatients)
        one.sopInstanceUid = image.sopInstanceUid;
      if (key.empty())
        continue;
      Result<std::string> pseudonym = project.pseudonym(key);
      if (!pseudonym)
        return failure(pseudonym.error());
      one.pseudonym = *std::move(pseudonym);
      one.isRealUid = !isDisguised;
    }
    return departed;
  });
}

} // namespace limpid::study
