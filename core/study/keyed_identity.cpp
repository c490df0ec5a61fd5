#include "core/study/keyed_identity.h"

#include "core/base/unique_identifier.h"

#include <algorithm>
#include <charconv>
#include <cstdint>

namespace limpid::study {
namespace {

constexpr int longestShiftDays = 3650;
constexpr std::size_t pseudonymDigits = 12;

/// Digests for different purposes have nothing in common.
std::string digestFor(const Project& project, std::string_view purpose, std::string_view identity)
{
  return project.keyedDigest(std::string(purpose) + ':' + std::string(identity));
}

} // namespace

std::string mappedUid(const Project& project, std::string_view uid)
{
  return uidOfDigest(digestFor(project, "uid", uid));
}

std::string exportPseudonym(const Project& project, std::string_view patientKey)
{
  std::string digits = digestFor(project, "patient", patientKey).substr(0, pseudonymDigits);
  std::ranges::transform(digits, digits.begin(), [](char c) {
    return c >= 'a' && c <= 'f' ? static_cast<char>(c - 'a' + 'A') : c;
  });
  return "LIMPID-" + digits;
}

int dateShiftDays(const Project& project, std::string_view patientKey)
{
  const std::string digest = digestFor(project, "dates", patientKey);
  std::uint64_t number = 0;
  std::from_chars(digest.data(), digest.data() + 15, number, 16);
  return 1 + static_cast<int>(number % longestShiftDays);
}

} // namespace limpid::study
