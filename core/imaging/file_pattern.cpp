#include "core/imaging/file_pattern.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <fstream>
#include <optional>
#include <sstream>
#include <vector>

namespace limpid::imaging {
namespace {

constexpr std::int64_t largestNumber = 1'000'000;

std::vector<std::string> wordsOf(std::string_view text)
{
  std::istringstream stream{std::string(text)};
  std::vector<std::string> words;
  for (std::string word; stream >> word;)
    words.push_back(word);
  return words;
}

std::optional<std::int64_t> numberIn(const std::string& word)
{
  std::int64_t number = 0;
  const char* const end = word.data() + word.size();
  const auto [stopped, status] = std::from_chars(word.data(), end, number);
  if (status != std::errc() || stopped != end || number < 0 || number > largestNumber)
    return std::nullopt;
  return number;
}

/// Whether a name has one place for a number, of at most nine digits' width ("%03d" too), and no
/// other: ITK keeps little room.
bool isNameForNumbers(std::string_view name)
{
  constexpr std::size_t longestName = 200;
  const std::size_t percent = name.find('%');
  if (name.size() > longestName || percent == std::string_view::npos ||
      name.find('%', percent + 1) != std::string_view::npos)
    return false;
  std::string_view rest = name.substr(percent + 1);
  if (rest.starts_with('0'))
    rest.remove_prefix(1);
  if (!rest.empty() && rest[0] >= '1' && rest[0] <= '9')
    rest.remove_prefix(1);
  return rest.starts_with('d');
}

/// The value of an NRRD header's line where it is the field "data file"; ITK takes "DataFile" too.
std::string_view dataFileIn(std::string_view line)
{
  const std::size_t colon = line.find(':');
  std::string key;
  for (const char letter : line.substr(0, colon))
    if (letter >= 'A' && letter <= 'Z')
      key += static_cast<char>(letter - 'A' + 'a');
    else if (letter > ' ')
      key += letter;
  return colon != std::string_view::npos && key == "datafile" ? line.substr(colon + 1)
                                                              : std::string_view();
}

} // namespace

std::string damageInNrrdPattern(const std::filesystem::path& path)
{
  std::ifstream lines(path, std::ios::binary);
  for (std::string line; std::getline(lines, line) && !line.empty() && line != "\r";) {
    const std::string value(dataFileIn(line));
    if (value.find('%') == std::string::npos)
      continue;
    const std::vector<std::string> words = wordsOf(value);
    if (!isNameForNumbers(words[0]) ||
        std::ranges::count(value, '%') != 1) // of the name, and of what may follow
      return "the pattern of its data files has other places than one for a number";
  }
  return {};
}

std::string damageInFilePattern(std::string_view pattern, std::uintmax_t slices,
                                std::uintmax_t found)
{
  constexpr auto unknown = "the pattern of its data files isn't a name, a first, a last number and "
                           "a step";
  if (pattern.find('%') == std::string_view::npos)
    return {};
  pattern = pattern.substr(0, pattern.find_last_not_of(" \t\r\n") + 1);
  const std::vector<std::string> words = wordsOf(pattern);
  // ITK parts words at blanks alone.
  const bool others = std::ranges::any_of(
      pattern, [](char letter) { return static_cast<unsigned char>(letter) < ' '; });
  if (others || words.size() != 4 || !isNameForNumbers(words[0]))
    return unknown;
  const auto first = numberIn(words[1]);
  const auto last = numberIn(words[2]);
  const auto step = numberIn(words[3]);
  if (!first || !last || !step || *step < 1 || *last < *first)
    return unknown;
  const auto files = static_cast<std::uintmax_t>((*last - *first) / *step + 1);
  if (files != slices || files != found)
    return fmt::format("{} data files are named for {} slices, and {} are there", files, slices,
                       found);
  return {};
}

} // namespace limpid::imaging
