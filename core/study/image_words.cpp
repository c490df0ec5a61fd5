#include "core/study/image_words.h"

#include <algorithm>
#include <charconv>
#include <clocale>
#include <cmath>
#include <cstdint>
#include <map>
#include <span>
#include <utility>
#include <vector>
#include <wctype.h>

namespace limpid::study {
namespace {

using Word = std::pair<std::string_view, std::string_view>; ///< token, what it is called

// Tokens of descriptions, the more telling first: "T2 FLAIR" is FLAIR.
constexpr auto sequenceWords = std::to_array<Word>(
    {{"flair", "FLAIR"}, {"adc", "ADC"},  {"dwi", "DWI"},  {"dti", "DTI"}, {"dwidir", "DTI"},
     {"trace", "DWI"},   {"swi", "SWI"},  {"tof", "TOF"},  {"asl", "ASL"}, {"perf", "perfusion"},
     {"bold", "EPI"},    {"fmri", "EPI"}, {"func", "EPI"}, {"epi", "EPI"}, {"stir", "STIR"},
     {"mprage", "T1"},   {"spgr", "T1"},  {"bravo", "T1"}, {"t1", "T1"},   {"t1w", "T1"},
     {"t2star", "T2*"},  {"t2", "T2"},    {"t2w", "T2"},   {"pd", "PD"},   {"pdw", "PD"}});

constexpr auto modalityWords = std::to_array<Word>({{"ct", "CT"},
                                                    {"cta", "CT"},
                                                    {"mr", "MR"},
                                                    {"mri", "MR"},
                                                    {"us", "US"},
                                                    {"pet", "PT"},
                                                    {"cxr", "CR"},
                                                    {"xray", "CR"},
                                                    {"radiograph", "CR"},
                                                    {"mg", "MG"},
                                                    {"cbct", "CT"},
                                                    {"spect", "NM"},
                                                    {"fundus", "OP"},
                                                    {"ultrasound", "US"},
                                                    {"mammogram", "MG"}});

constexpr auto bodyWords = std::to_array<Word>(
    {{"brain", "head"},   {"head", "head"},     {"skull", "head"},        {"kopf", "head"},
     {"chest", "chest"},  {"thorax", "chest"},  {"lung", "chest"},        {"abdomen", "abdomen"},
     {"abd", "abdomen"},  {"liver", "abdomen"}, {"pelvis", "pelvis"},     {"prostate", "pelvis"},
     {"neck", "neck"},    {"spine", "spine"},   {"cspine", "spine"},      {"tspine", "spine"},
     {"lspine", "spine"}, {"heart", "heart"},   {"cardiac", "heart"},     {"breast", "breast"},
     {"knee", "knee"},    {"hip", "hip"},       {"shoulder", "shoulder"}, {"hand", "hand"},
     {"wrist", "wrist"},  {"foot", "foot"},     {"ankle", "ankle"},       {"elbow", "elbow"}});

constexpr auto scoutWords = std::to_array<std::string_view>(
    {"scout", "localizer", "localiser", "topogram", "survey", "surview", "scanogram", "loc"});

char lowered(char letter)
{
  return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

std::vector<std::string> tokensOf(std::string_view text)
{
  std::vector<std::string> tokens(1);
  for (const char raw : text) {
    const char letter = lowered(raw);
    if ((letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9'))
      tokens.back() += letter;
    else if (!tokens.back().empty())
      tokens.emplace_back();
  }
  return tokens;
}

std::string_view firstWord(std::span<const Word> words, std::string_view text)
{
  const std::vector<std::string> tokens = tokensOf(text);
  for (const auto& [token, word] : words)
    if (std::ranges::find(tokens, token) != tokens.end())
      return word;
  return {};
}

/// The customary limits: short echo and repetition weight T1, long ones T2.
std::string_view spinEchoWeighting(double echoTimeMs, double repetitionTimeMs)
{
  if (repetitionTimeMs < 1000.0 && echoTimeMs < 40.0)
    return "T1";
  if (repetitionTimeMs > 1800.0)
    return echoTimeMs > 60.0 ? "T2" : "PD";
  return {};
}

/// The letter at a place of UTF-8 and how many bytes it has; a broken byte counts as itself.
std::pair<wint_t, std::size_t> letterAt(std::string_view text, std::size_t at)
{
  const auto first = static_cast<std::uint8_t>(text[at]);
  const std::size_t length = first >= 0xF0U ? 4 : first >= 0xE0U ? 3 : first >= 0xC2U ? 2 : 1;
  if (length == 1 || at + length > text.size())
    return {first, 1};
  wint_t letter = first & (0xFFU >> (length + 1));
  for (std::size_t byte = 1; byte < length; ++byte)
    letter = (letter << 6U) | (static_cast<std::uint8_t>(text[at + byte]) & 0x3FU);
  return {letter, length};
}

void appendUtf8(std::string& text, wint_t letter)
{
  const auto following = [&](unsigned shift) {
    text += static_cast<char>(0x80U | ((letter >> shift) & 0x3FU));
  };
  if (letter < 0x800U) {
    text += static_cast<char>(0xC0U | (letter >> 6U));
    following(0);
  } else if (letter < 0x10000U) {
    text += static_cast<char>(0xE0U | (letter >> 12U));
    following(6);
    following(0);
  } else {
    text += static_cast<char>(0xF0U | (letter >> 18U));
    following(12);
    following(6);
    following(0);
  }
}

bool isUtf8(std::string_view text)
{
  int following = 0;
  for (const char raw : text) {
    const auto byte = static_cast<std::uint8_t>(raw);
    if (following > 0) {
      if ((byte & 0xC0U) != 0x80U)
        return false;
      --following;
    } else if (byte >= 0xC2U && byte <= 0xF4U) {
      following = byte >= 0xF0U ? 3 : byte >= 0xE0U ? 2 : 1;
    } else if (byte >= 0x80U) {
      return false;
    }
  }
  return following == 0;
}

std::optional<int> wholeNumber(std::string_view figures)
{
  int number = 0;
  const char* const last = figures.data() + figures.size();
  const auto [end, error] = std::from_chars(figures.data(), last, number);
  return error == std::errc() && end == last ? std::optional(number) : std::nullopt;
}

const double* yearsPerUnit(char unit)
{
  static const std::map<char, double> years = {
      {'Y', 1.0}, {'M', 1.0 / 12.0}, {'W', 7.0 / 365.25}, {'D', 1.0 / 365.25}};
  const auto found = years.find(unit);
  return found == years.end() ? nullptr : &found->second;
}

/// A date (YYYYMMDD) in years, to the month.
std::optional<double> yearsAt(std::string_view date)
{
  if (date.size() < 6)
    return std::nullopt;
  const auto year = wholeNumber(date.substr(0, 4));
  const auto month = wholeNumber(date.substr(4, 2));
  if (!year || !month || *month < 1 || *month > 12)
    return std::nullopt;
  return *year + (*month - 1) / 12.0;
}

} // namespace

std::array<double, 3> normalOf(const Orientation& orientation)
{
  const auto& [rx, ry, rz, cx, cy, cz] = orientation;
  std::array<double, 3> normal = {ry * cz - rz * cy, rz * cx - rx * cz, rx * cy - ry * cx};
  const double length = std::hypot(normal[0], normal[1], normal[2]);
  if (length > 0.0)
    for (double& component : normal)
      component /= length;
  return normal;
}

std::string planeOf(const Orientation& orientation)
{
  constexpr double nearAxis = 0.8; // cosine of 37°
  const std::array<double, 3> normal = normalOf(orientation);
  if (std::abs(normal[2]) >= nearAxis)
    return "axial";
  if (std::abs(normal[0]) >= nearAxis)
    return "sagittal";
  return std::abs(normal[1]) >= nearAxis ? "coronal" : "oblique";
}

std::string bodyPartOf(std::string_view bodyPartExamined, std::string_view descriptions)
{
  if (const std::string_view word = firstWord(bodyWords, bodyPartExamined); !word.empty())
    return std::string(word);
  std::string part(bodyPartExamined);
  std::ranges::transform(part, part.begin(), lowered);
  return part.empty() ? std::string(firstWord(bodyWords, descriptions)) : part;
}

std::string sequenceOf(std::string_view descriptions, std::string_view scanningSequence,
                       std::optional<double> echoTimeMs, std::optional<double> repetitionTimeMs)
{
  std::string_view word = firstWord(sequenceWords, descriptions);
  if (word.empty() && scanningSequence.starts_with("SE") && echoTimeMs && repetitionTimeMs)
    word = spinEchoWeighting(*echoTimeMs, *repetitionTimeMs);
  std::string sequence(word.empty() ? scanningSequence : word);
  std::ranges::replace(sequence, '\\', ' ');
  return sequence;
}

std::string modalityOf(std::string_view text)
{
  const std::string_view word = firstWord(modalityWords, text);
  return word.empty() ? "OT" : std::string(word);
}

bool namesScout(std::string_view description)
{
  const std::vector<std::string> tokens = tokensOf(description);
  return std::ranges::any_of(tokens, [](const std::string& token) {
    return std::ranges::find(scoutWords, token) != scoutWords.end();
  });
}

std::string scannerOf(const std::string& manufacturer, const std::string& model)
{
  if (manufacturer.empty() || model.starts_with(manufacturer))
    return model;
  return model.empty() ? manufacturer : manufacturer + " " + model;
}

std::optional<double> ageInYears(std::string_view age, std::string_view birthDate,
                                 std::string_view studyDate)
{
  if (const auto count = wholeNumber(age.substr(0, 3)); count && age.size() == 4)
    if (const double* const years = yearsPerUnit(age[3]))
      return *count * *years;
  const auto born = yearsAt(birthDate);
  const auto scanned = yearsAt(studyDate);
  if (!born || !scanned || *scanned < *born)
    return std::nullopt;
  return *scanned - *born;
}

std::string foldedForSearch(std::string_view text)
{
  static const locale_t unicode = ::newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr);
  std::string folded;
  for (std::size_t at = 0; at < text.size();) {
    const auto [letter, length] = letterAt(text, at);
    at += length;
    if (letter < 0x80U)
      folded += lowered(static_cast<char>(letter));
    else
      appendUtf8(folded, unicode == nullptr ? letter : ::towlower_l(letter, unicode));
  }
  return folded;
}

std::string asUtf8(std::string text)
{
  if (isUtf8(text))
    return text;
  std::string converted;
  for (const char raw : text) {
    const auto byte = static_cast<std::uint8_t>(raw);
    if (byte < 0x80U) {
      converted += raw;
    } else {
      converted += static_cast<char>(0xC0U | (byte >> 6U));
      converted += static_cast<char>(0x80U | (byte & 0x3FU));
    }
  }
  return converted;
}

} // namespace limpid::study
