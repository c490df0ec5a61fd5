#include "core/study/unreadable_file.h"

#include <fmt/format.h>

#include <array>
#include <fstream>

namespace limpid::study {

std::string reasonInFirstBytes(const std::filesystem::path& file)
{
  std::array<char, 132> bytes{};
  std::ifstream stream(file, std::ios::binary);
  stream.read(bytes.data(), bytes.size());
  const auto count = static_cast<std::size_t>(stream.gcount());
  const std::string_view start(bytes.data(), count);
  if (start.empty())
    return "It is empty.";
  if (count == bytes.size() && start.substr(128) == "DICM")
    return {};
  if (start.starts_with("\x1f\x8b"))
    return "It is packed with gzip; unpack it first.";
  const auto isGroup = [&](char low, char high) {
    return count >= 8 &&
           ((start[0] == low && start[1] == high) || (start[0] == high && start[1] == low));
  };
  return isGroup('\x08', '\0') || isGroup('\x02', '\0') ? "" : "It is not DICOM.";
}

std::string reasonOfBrokenHeader(const std::filesystem::path& file, bool cutOff,
                                 std::string_view error)
{
  std::array<char, 4> start{};
  std::ifstream stream(file, std::ios::binary);
  stream.seekg(128).read(start.data(), start.size());
  if (std::string_view(start.data(), start.size()) != "DICM")
    return "It is not DICOM.";
  if (cutOff)
    return "It ends in the middle of its header.";
  return fmt::format("Its header is broken: {}.", error);
}

} // namespace limpid::study
