#include "core/dataset/withdrawal.h"

#include "core/base/document.h"
#include "core/base/utc_time.h"

#include <fmt/format.h>

#include <algorithm>

namespace limpid::dataset {
namespace {

namespace fs = std::filesystem;

constexpr const char* fileName = "withdrawn.json";
constexpr const char* format = "limpid-withdrawn";

Json pseudonymsIn(const fs::path& folder)
{
  const Result<Json> document = readDocument(folder / fileName, format, 1);
  Json pseudonyms = document ? document->value("pseudonyms", Json::array()) : Json::array();
  return pseudonyms.is_array() ? pseudonyms : Json::array();
}

std::string listOf(const Json& pseudonyms)
{
  std::string list;
  for (const Json& pseudonym : pseudonyms)
    if (pseudonym.is_string())
      list += (list.empty() ? "" : ", ") + pseudonym.get<std::string>();
  return list.empty() ? "a patient" : list;
}

} // namespace

Result<void> markWithdrawn(const fs::path& folder, const std::string& pseudonym)
{
  Json pseudonyms = pseudonymsIn(folder);
  if (std::ranges::find(pseudonyms, Json(pseudonym)) == pseudonyms.end())
    pseudonyms.push_back(pseudonym);
  return writeDocument(folder / fileName,
                       {{"format", format},
                        {"version", 1},
                        {"withdrawnAt", utcNow()},
                        {"pseudonyms", std::move(pseudonyms)},
                        {"notice", "A patient whose images are in here has been withdrawn. Make "
                                   "the data set and the run again without them."}});
}

Result<void> checkNotWithdrawn(const fs::path& folder)
{
  constexpr int levels = 3;
  std::error_code none; // there is no absolute path of an empty one
  fs::path at = fs::absolute(folder, none).lexically_normal();
  if (!at.has_filename()) // "…/"
    at = at.parent_path();
  for (int level = 0; level < levels && at.has_relative_path(); ++level, at = at.parent_path()) {
    std::error_code status;
    if (fs::exists(at / fileName, status))
      return failure(ErrorCode::BadInput,
                     fmt::format("{} can't be used any more: {} was withdrawn. Make the data set "
                                 "and the run again without them.",
                                 at.string(), listOf(pseudonymsIn(at))));
  }
  return {};
}

} // namespace limpid::dataset
