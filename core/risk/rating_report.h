#pragma once

#include "core/base/result.h"
#include "core/risk/table_import.h"

#include <filesystem>
#include <string>
#include <vector>

namespace limpid::risk {

struct ReportExport
{
  std::vector<std::filesystem::path> files;
  std::vector<std::string> pseudonyms; ///< the patients in them
  int ratings = 0;
};

/// All values in force as DICOM structured reports (Enhanced SR), one per study: `file` itself, or
/// with "-2", "-3" … before the ending where there are several. The overall score is (111029, DCM,
/// "Image Quality Rating"), components have codes of our own (99LIMPID) and UCUM units, estimators
/// are identified by TID 2102 (PS3.16), raters as "Rater 1" …
///
/// Reports leave as de-identified images do (study::deidentify): with the same pseudonym and the
/// same mapped UIDs, so they fit those. NotFound without ratings, AlreadyExists for a file that is
/// there.
Result<ReportExport> exportReports(study::Project& project, const std::filesystem::path& file);

/// Reads one of them: ratings of images that the library holds under the UID of the report, or
/// under one that is mapped to it. Components that the project doesn't know are added as the report
/// describes them. Rows count the ratings from 1. BadInput for another kind of document, or a
/// component whose scale or good end contradicts the project's.
Result<TableReport> importReport(study::Project& project, const std::filesystem::path& file,
                                 const std::string& author);

/// Whether the file is DICOM by its ending or its preamble.
bool looksLikeReport(const std::filesystem::path& file);

} // namespace limpid::risk
