#pragma once

#include "core/base/result.h"
#include "core/study/departures.h"
#include "core/study/project.h"

#include <filesystem>
#include <string>
#include <vector>

namespace limpid::privacy {

/// What is done with data sets, runs and exports that a withdrawn patient has gone into.
enum class DerivedFate { Delete, Mark };

struct ForgetRequest
{
  std::string patient{}; ///< pseudonym, patient ID or name
  DerivedFate fate = DerivedFate::Delete;
  bool dryRun = false; ///< only lists
};

struct ForgottenThing
{
  std::string kind; ///< library | ratings | thumbnails | received | dataset | run | restoration |
                    ///< export | sent (`path` is the archive)
  std::filesystem::path path;
  std::string done; ///< "deleted", "marked", "left": outside of the project, "gone": outside too,
                    ///< but not there now; of a dry run what would be done
  std::string leftAt{};                       ///< when others got it, ISO 8601, UTC; else empty
  std::int64_t files = 0;                     ///< that others got, of all patients together
  std::vector<study::DepartedImage> images{}; ///< those of them that are of this patient, or by a
                                              ///< model that saw it
  bool namesImages = true;                    ///< false: an older program kept no UIDs of them
};

struct ForgetReport
{
  std::string pseudonym;
  int images = 0;
  int ratings = 0;
  std::vector<ForgottenThing> things;
  std::vector<ForgottenThing> uncertain{}; ///< that left while programs didn't note whose it was:
                                           ///< this patient's may be among it; never touched
  std::vector<std::filesystem::path>
      sourceFiles; ///< the patient's image files elsewhere: never touched
};

/// Withdraws a patient: rows of the library, ratings with their history, thumbnails, files that
/// archives have sent, and every data set, run and export the patient has gone into, which are
/// deleted or marked with withdrawn.json. A model can't forget one patient: its run goes as a
/// whole, or stays marked. Of what others have got, archives or folders elsewhere, the list says
/// where it went, when, and the UIDs by which they can delete it. `forgotten/P001.json` in the
/// project keeps the list, under the pseudonym and without UIDs of scanners. Busy while one of the
/// runs is computing; nothing is touched then.
Result<ForgetReport> forgetPatient(study::Project& project, const ForgetRequest& request);

} // namespace limpid::privacy
