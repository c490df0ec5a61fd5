#pragma once

#include <fmt/format.h>

#include <string>

namespace limpid::cli {

/// "1 image", "0 images", "29 images".
inline std::string counted(std::size_t number, const char* one, const char* many)
{
  return fmt::format("{} {}", number, number == 1 ? one : many);
}

inline std::string counted(int number, const char* one, const char* many)
{
  return counted(static_cast<std::size_t>(number), one, many);
}

} // namespace limpid::cli
