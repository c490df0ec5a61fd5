#pragma once

#include "core/base/document.h"
#include "core/base/result.h"
#include "core/study/project.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace limpid::privacy {

/// A place of the project, what in it identifies people, and how much there is.
struct PrivacyPlace
{
  std::filesystem::path path; ///< relative to the project
  std::string holds;
  std::string identifies;
  std::uintmax_t bytes = 0;
};

/// What a data protection officer or an ethics board asks (questions and answers of one page).
struct PrivacySheet
{
  std::vector<PrivacyPlace> places;
  std::int64_t patients = 0;
  std::int64_t images = 0;
  std::vector<std::string> departures; ///< a sentence each, oldest first
  std::vector<std::string> withdrawn;  ///< pseudonyms
};

/// Read from the project as it is now. No name, number or pixel of a patient is in it.
Result<PrivacySheet> readPrivacySheet(study::Project& project);

/// As Markdown for people, and as an object for programs.
std::string privacyText(const PrivacySheet& sheet);
Json toJson(const PrivacySheet& sheet);

} // namespace limpid::privacy
