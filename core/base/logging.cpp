#include "core/base/logging.h"

#include <fmt/format.h>
#include <spdlog/sinks/basic_file_sink.h>
#include <spdlog/sinks/null_sink.h>
#include <spdlog/spdlog.h>

namespace limpid {
namespace {

spdlog::logger& log()
{
  static const bool quiet = [] {
    spdlog::set_default_logger(std::make_shared<spdlog::logger>(
        "limpid", std::make_shared<spdlog::sinks::null_sink_mt>()));
    return true;
  }();
  static_cast<void>(quiet);
  return *spdlog::default_logger_raw();
}

} // namespace

Result<void> openLog(const std::filesystem::path& file)
{
  log();
  try {
    auto logger = std::make_shared<spdlog::logger>(
        "limpid", std::make_shared<spdlog::sinks::basic_file_sink_mt>(file.string()));
    logger->set_pattern("%Y-%m-%dT%H:%M:%S.%e %l %v");
    logger->flush_on(spdlog::level::info);
    spdlog::set_default_logger(std::move(logger));
  } catch (const spdlog::spdlog_ex& error) {
    return failure(ErrorCode::PermissionDenied,
                   fmt::format("{} can't be opened as a log: {}", file.string(), error.what()));
  }
  return {};
}

void logInfo(std::string_view sentence)
{
  log().info("{}", sentence);
}
void logWarning(std::string_view sentence)
{
  log().warn("{}", sentence);
}
void logError(std::string_view sentence)
{
  log().error("{}", sentence);
}

} // namespace limpid
