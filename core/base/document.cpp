#include "core/base/document.h"

#include "core/base/atomic_file.h"

#include <fmt/format.h>

namespace limpid {
namespace {

constexpr std::uintmax_t documentLimitBytes = std::uintmax_t{1} << 30;

} // namespace

Result<Json> parseJson(std::string_view text, std::string_view origin)
{
  Json json = Json::parse(text, nullptr, false);
  if (json.is_discarded())
    return failure(ErrorCode::BadInput, fmt::format("{} isn't valid JSON.", origin));
  return json;
}

Result<Json> readDocument(const std::filesystem::path& path, std::string_view format,
                          int newestVersion)
{
  const Result<std::string> text = readFile(path, documentLimitBytes);
  if (!text)
    return failure(text.error());
  Result<Json> json = parseJson(*text, path.string());
  if (!json)
    return json;
  if (!json->is_object() || !json->contains("format") || (*json)["format"] != format)
    return failure(ErrorCode::BadInput,
                   fmt::format("{} isn't a {} document.", path.string(), format));
  const Json version = json->value("version", Json());
  if (!version.is_number_integer() || version < 1)
    return failure(ErrorCode::BadInput, fmt::format("{} gives no version.", path.string()));
  if (version > newestVersion)
    return failure(ErrorCode::Unsupported,
                   fmt::format("{} has version {}; this program reads up to {}.", path.string(),
                               version.dump(), newestVersion));
  return json;
}

Result<void> writeDocument(const std::filesystem::path& path, const Json& document)
{
  return writeFileAtomically(path,
                             document.dump(2, ' ', false, Json::error_handler_t::replace) + "\n");
}

} // namespace limpid
