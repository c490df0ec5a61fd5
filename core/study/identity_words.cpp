#include "core/study/identity_words.h"

#include <algorithm>

namespace limpid::study {
namespace {

constexpr std::size_t shortestWord = 3;
constexpr std::size_t shortestPhrase = 4;
constexpr std::size_t surelyAName = 5;

char lower(char c)
{
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::string lowered(std::string_view text)
{
  std::string result(text);
  std::ranges::transform(result, result.begin(), lower);
  return result;
}

std::string_view trimmed(std::string_view text)
{
  const std::size_t first = text.find_first_not_of(std::string_view(" \0", 2));
  if (first == std::string_view::npos)
    return {};
  return text.substr(first, text.find_last_not_of(std::string_view(" \0", 2)) - first + 1);
}

bool isAscii(std::string_view text)
{
  return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

bool isWordCharacter(char c)
{
  return (lower(c) >= 'a' && lower(c) <= 'z') || (c >= '0' && c <= '9');
}

bool standsAlone(std::string_view text, std::size_t at, std::size_t length)
{
  const bool beginsWord = at == 0 || !isWordCharacter(text[at - 1]);
  return beginsWord && (at + length == text.size() || !isWordCharacter(text[at + length]));
}

bool holdsWord(std::string_view text, const std::string& word)
{
  const bool anywhere = word.size() >= surelyAName || !isAscii(word);
  for (std::size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1))
    if (anywhere || standsAlone(text, at, word.size()))
      return true;
  return false;
}

void add(std::vector<std::string>& words, std::string_view word)
{
  std::string lowerCase = lowered(word);
  if (std::ranges::find(words, lowerCase) == words.end())
    words.push_back(std::move(lowerCase));
}

} // namespace

void addNameWords(std::vector<std::string>& words, std::string_view personName)
{
  constexpr std::string_view separators = "^=\\ ,";
  for (std::size_t start = 0; start < personName.size();) {
    const std::size_t end =
        std::min(personName.find_first_of(separators, start), personName.size());
    const std::string_view word = trimmed(personName.substr(start, end - start));
    if (word.size() >= shortestWord)
      add(words, word);
    start = end + 1;
  }
}

void addIdentityPhrase(std::vector<std::string>& words, std::string_view phrase)
{
  const std::string_view whole = trimmed(phrase);
  if (whole.size() >= shortestPhrase)
    add(words, whole);
}

bool holdsIdentity(const std::vector<std::string>& words, std::string_view text)
{
  const std::string lowerCase = lowered(text);
  return std::ranges::any_of(words,
                             [&](const std::string& word) { return holdsWord(lowerCase, word); });
}

} // namespace limpid::study
