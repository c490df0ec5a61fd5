#include "core/imaging/meta_image_check.h"

#include <fmt/format.h>

#include <charconv>
#include <fstream>
#include <string_view>

namespace limpid::imaging {
namespace {

constexpr int mostAxes = 10; // as many as MetaIO has room for
constexpr int mostLines = 200;
constexpr std::string_view blanks = " \t\r";

std::string_view trimmed(std::string_view text)
{
  const std::size_t first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos)
    return {};
  return text.substr(first, text.find_last_not_of(blanks) + 1 - first);
}

} // namespace

std::string damageInMetaImageAxes(const std::filesystem::path& path)
{
  std::ifstream stream(path, std::ios::binary);
  std::string line;
  for (int count = 0; count < mostLines && std::getline(stream, line); ++count) {
    const std::size_t equals = line.find_first_of("=:");
    if (equals == std::string::npos)
      continue;
    const std::string_view name = trimmed(std::string_view(line).substr(0, equals));
    if (name == "ElementDataFile") // pixels may follow
      return {};
    if (name != "NDims")
      continue;
    const std::string_view said = trimmed(std::string_view(line).substr(equals + 1));
    int axes = 0;
    const auto [end, error] = std::from_chars(said.data(), said.data() + said.size(), axes);
    if (error != std::errc() || end != said.data() + said.size() || axes < 1 || axes > mostAxes)
      return fmt::format("it can't have \"{}\" axes", said.substr(0, 20));
  }
  return {};
}

} // namespace limpid::imaging
