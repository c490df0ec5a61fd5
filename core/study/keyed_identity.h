#pragma once

#include "core/study/project.h"

#include <string>
#include <string_view>

namespace limpid::study {

// What stands for an identity outside the project: made with the project's secret, so it is the
// same in every export of the project, other in every other project, and leads nobody back.

/// A UID below 2.25 in place of a real one.
std::string mappedUid(const Project& project, std::string_view uid);

/// Patient ID and name of de-identified images, "LIMPID-" and 12 hexadecimal digits.
std::string exportPseudonym(const Project& project, std::string_view patientKey);

/// By how many days all dates of a patient are moved into the past: 1 to 3650, so that the spans
/// between them stay (PS3.15 E.3.6).
int dateShiftDays(const Project& project, std::string_view patientKey);

} // namespace limpid::study
