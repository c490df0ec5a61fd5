#include "tests/fuzz/seed_choice.h"

#include <algorithm>
#include <string>

namespace limpid::fuzz {

bool isDicom(const std::filesystem::path& file, std::string_view /*bytes*/)
{
  return file.string().find("/dicom-conformance/") != std::string::npos &&
         file.extension() != ".md";
}

SeedChoice isDicomOf(std::vector<std::string_view> classes)
{
  return [classes = std::move(classes)](const std::filesystem::path& file, std::string_view bytes) {
    const std::string_view start = bytes.substr(0, 4096);
    return isDicom(file, bytes) && std::ranges::any_of(classes, [&](std::string_view uid) {
             return start.find(uid) != std::string_view::npos;
           });
  };
}

SeedChoice isNamed(std::vector<std::string_view> endings)
{
  return [endings = std::move(endings)](const std::filesystem::path& file, std::string_view) {
    return std::ranges::any_of(
        endings, [&](std::string_view ending) { return file.string().ends_with(ending); });
  };
}

} // namespace limpid::fuzz
