#include "app/cli/plan_estimate.h"

#include "core/base/figures.h"
#include "core/run/engine_process.h"

#include <fmt/format.h>

#include <cstdlib>

namespace limpid::cli {
namespace {

constexpr std::chrono::seconds estimateLimit{120};

/// A folder that goes when it is left.
class ScratchFolder
{
public:
  ScratchFolder()
  {
    std::error_code none;
    std::string name = (std::filesystem::temp_directory_path(none) / "limpid-plan-XXXXXX").string();
    if (::mkdtemp(name.data()) != nullptr)
      m_path = name;
  }
  ~ScratchFolder()
  {
    std::error_code ignored;
    if (!m_path.empty())
      std::filesystem::remove_all(m_path, ignored);
  }
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;

  const std::filesystem::path& path() const { return m_path; } ///< empty: it couldn't be made

private:
  std::filesystem::path m_path;
};

std::string saidParameters(std::int64_t count)
{
  return count < 100000 ? saidCount(count)
                        : fmt::format("{:.1f} M", static_cast<double>(count) / 1e6);
}

std::string costText(const Json& cost)
{
  const std::string device = cost.at("device");
  const Json& bytes = cost.at("memoryBytes");
  return fmt::format("{} parameters, {}about {} on {}.", saidParameters(cost.at("parameters")),
                     bytes.is_null() ? "" : fmt::format("about {} memory, ", saidBytes(bytes)),
                     roughDuration(cost.at("seconds")),
                     device == "cpu" ? "this processor" : device);
}

} // namespace

Result<Json> estimatePlan(Session& session, const std::filesystem::path& planFile)
{
  const auto engine = run::findEngine({});
  if (!engine)
    return failure(engine.error());
  const auto answer = session.runJob<Json>([&](jobs::JobContext& context) -> Result<Json> {
    context.report({-1.0, "Trying a few steps"});
    return run::engineAnswer(*engine, {"estimate", planFile.string(), "--json"}, estimateLimit,
                             context.stopToken());
  });
  if (Session::interrupted()) // Ctrl+C reaches the engine too, which may end before it is told to
    return Json(nullptr);
  if (!answer)
    return failure(answer.error().code, fmt::format("limpid-engine: {}.", answer.error().message));
  for (const char* key : {"parameters", "seconds", "secondsPerStep"})
    if (!answer->contains(key) || !answer->at(key).is_number())
      return failure(
          ErrorCode::Unsupported,
          fmt::format("{} is another version: its estimate has no {}.", engine->string(), key));
  return answer;
}

Result<Json> estimateDraft(Session& session, const run::TrainingPlan& plan)
{
  const ScratchFolder scratch;
  if (scratch.path().empty())
    return failure(ErrorCode::PermissionDenied, "No temporary folder can be made.");
  const std::filesystem::path file = scratch.path() / "plan.json";
  if (const Result<void> written = run::writePlan(file, plan); !written)
    return failure(written.error());
  return estimatePlan(session, file);
}

void addCost(const Result<Json>& cost, VerbResult& result)
{
  const bool known = cost && !cost->is_null();
  for (const char* key : {"parameters", "memoryBytes", "seconds", "secondsPerStep", "device"})
    result.json[key] = known ? cost->value(key, Json()) : Json();
  result.json["sentences"] = known ? cost->value("sentences", Json::array()) : Json::array();
  if (known) {
    result.text = costText(*cost);
    for (const Json& sentence : result.json["sentences"])
      result.text += "\n" + sentence.at("text").get<std::string>();
    return;
  }
  result.text = "What the training takes wasn't estimated: " +
                (cost ? std::string("it was interrupted.") : cost.error().message);
  result.json["sentences"].push_back({{"id", "no-estimate"}, {"text", result.text}});
}

} // namespace limpid::cli
