#include "core/plugin/estimator.h"

#include "core/plugin/estimator_api.h"

#include <dlfcn.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace limpid::plugin {
namespace {

using EntryPoint = const EstimatorV2* (*)();

std::string loaderReason()
{
  const char* reason = dlerror();
  return reason != nullptr ? reason : "the loader gives no reason";
}

Result<std::shared_ptr<void>> openLibrary(const std::filesystem::path& library)
{
  void* handle = dlopen(library.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (handle == nullptr)
    return failure(ErrorCode::BadInput,
                   fmt::format("{} can't be loaded: {}.", library.string(), loaderReason()));
  return std::shared_ptr<void>(handle, [](void* opened) { dlclose(opened); });
}

Result<const EstimatorV2*> findEstimator(void* library, const PluginItem& item)
{
  // POSIX promises that a function's address survives the way through void*.
  const auto entryPoint = reinterpret_cast<EntryPoint>(dlsym(library, estimatorEntryPoint));
  if (entryPoint == nullptr)
    return failure(ErrorCode::BadInput, fmt::format("{} lacks the entry point {}.",
                                                    item.library.string(), estimatorEntryPoint));
  const EstimatorV2* estimator = entryPoint();
  if (estimator == nullptr || estimator->api != estimatorApi || estimator->id == nullptr ||
      estimator->id != item.id || estimator->parameters == nullptr ||
      estimator->estimate == nullptr)
    return failure(ErrorCode::BadInput, fmt::format("{} isn't the estimator {} of API {} that its "
                                                    "metadata promises.",
                                                    item.library.string(), item.id, estimatorApi));
  return estimator;
}

Result<ParameterSchema> readSchema(const EstimatorV2& estimator, const PluginItem& item)
{
  const std::string origin = fmt::format("The parameter schema in {}", item.library.string());
  const Result<Json> schema = parseJson(estimator.parameters, origin);
  if (!schema)
    return failure(schema.error());
  return readParameterSchema(*schema, origin);
}

} // namespace

Result<Estimator> Estimator::open(const PluginItem& item)
{
  if (!item.usable())
    return failure(ErrorCode::Unsupported, item.reason);
  const Result<std::shared_ptr<void>> library = openLibrary(item.library);
  if (!library)
    return failure(library.error());
  const Result<const EstimatorV2*> found = findEstimator(library->get(), item);
  if (!found)
    return failure(found.error());
  Result<ParameterSchema> parameters = readSchema(**found, item);
  if (!parameters)
    return failure(parameters.error());

  Estimator estimator;
  estimator.m_item = item;
  estimator.m_parameters = std::move(*parameters);
  estimator.m_library = *library;
  estimator.m_estimator = *found;
  return estimator;
}

Result<double> Estimator::estimate(const Measurement& measurement, const Json& parameters) const
{
  const auto& [pixels, images, rows, columns, facts] = measurement;
  if (images < 1 || rows < 1 || columns < 1 ||
      pixels.size() != static_cast<std::size_t>(images) * measurement.size())
    return failure(ErrorCode::BadInput, fmt::format("{} pixels aren't {} images of {} rows of {}.",
                                                    pixels.size(), images, rows, columns));
  const Result<Json> complete = completeParameters(m_parameters, parameters);
  if (!complete)
    return failure(complete.error());

  double noise = std::nan("");
  std::array<char, 512> reason{};
  const int refused =
      m_estimator->estimate(pixels.data(), images, rows, columns,
                            facts.dump(-1, ' ', false, Json::error_handler_t::replace).c_str(),
                            complete->dump().c_str(), &noise, reason.data(), reason.size());
  reason.back() = '\0';
  if (refused != 0)
    return failure(ErrorCode::BadInput, reason.data());
  if (!std::isfinite(noise) || noise < 0.0)
    return failure(
        ErrorCode::Internal,
        fmt::format("The estimator {} answered {}, which is no noise.", m_item.id, noise));
  return noise;
}

Result<Estimator> openEstimator(std::string_view id, std::span<const std::filesystem::path> folders)
{
  const std::vector<PluginItem> items = listPlugins(folders, disabledPlugins());
  const PluginItem* best = nullptr;
  std::vector<std::string> usable;
  for (const PluginItem& item : items) {
    if (item.usable())
      usable.push_back(item.id);
    if (item.id == id && (best == nullptr || (item.usable() && !best->usable())))
      best = &item;
  }
  if (best != nullptr)
    return Estimator::open(*best);
  return failure(ErrorCode::NotFound,
                 fmt::format("There is no estimator {}; there are: {}.", id,
                             usable.empty() ? "none" : fmt::format("{}", fmt::join(usable, ", "))));
}

} // namespace limpid::plugin
