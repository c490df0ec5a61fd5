#include "core/imaging/file_pattern.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
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

/// Whether a name has one place for a number, of at most two digits' width, and no other.
bool isNameForNumbers(std::string_view name)
{
  constexpr std::size_t longestName = 200;
  const std::size_t percent = name.find('%');
  if (name.size() > longestName || percent == std::string_view::npos ||
      name.find('%', percent + 1) != std::string_view::npos)
    return false;
  const std::size_t end = name.find_first_not_of("0123456789", percent + 1);
  return end != std::string_view::npos && name[end] == 'd' && end - percent <= 3;
}

} // namespace

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
