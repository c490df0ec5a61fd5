#pragma once

#include <filesystem>
#include <functional>
#include <string_view>
#include <vector>

namespace limpid::fuzz {

using SeedChoice = std::function<bool(const std::filesystem::path& file, std::string_view bytes)>;

/// Whether a file of the shared data is one of the conformance set.
bool isDicom(const std::filesystem::path& file, std::string_view bytes);

/// Those of it whose SOP class begins with one of these UIDs.
SeedChoice isDicomOf(std::vector<std::string_view> classes);

SeedChoice isNamed(std::vector<std::string_view> endings);

} // namespace limpid::fuzz
