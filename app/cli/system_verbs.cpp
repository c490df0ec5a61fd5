#include "app/cli/verbs.h"
#include "app/cli/worker.h"
#include "core/plugin/estimator.h"
#include "core/plugin/plugin_list.h"
#include "core/run/engine_process.h"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <memory>

namespace limpid::cli {
namespace {

struct PluginOptions
{
  std::vector<std::string> enable;
  std::vector<std::string> disable;
  std::string describe;
};

Json toJson(const plugin::Parameter& parameter)
{
  constexpr std::array<const char*, 4> kinds = {"number", "integer", "boolean", "choice"};
  Json json = {
      {"id", parameter.id},       {"kind", kinds.at(static_cast<std::size_t>(parameter.kind))},
      {"label", parameter.label}, {"help", parameter.help},
      {"unit", parameter.unit},   {"default", parameter.defaultValue}};
  if (std::isfinite(parameter.minimum))
    json["minimum"] = parameter.minimum;
  if (std::isfinite(parameter.maximum))
    json["maximum"] = parameter.maximum;
  if (!parameter.choices.empty())
    json["choices"] = parameter.choices;
  if (!parameter.choiceLabels.empty())
    json["choiceLabels"] = parameter.choiceLabels;
  return json;
}

/// Opens the plugin: its code runs here.
Result<VerbResult> describePlugin(const std::string& id)
{
  const auto estimator = plugin::openEstimator(id, plugin::defaultPluginFolders());
  if (!estimator)
    return failure(estimator.error());
  VerbResult result;
  result.json = {{"id", id},
                 {"title", estimator->item().title},
                 {"needs", estimator->item().needs},
                 {"parameters", Json::array()}};
  result.text = estimator->item().title;
  for (const plugin::Parameter& parameter : estimator->parameters()) {
    result.json["parameters"].push_back(toJson(parameter));
    result.text += fmt::format("\n{:14} {} (default {})", parameter.id, parameter.help,
                               parameter.defaultValue.dump());
  }
  return result;
}

Result<VerbResult> showPlugins(const PluginOptions& options)
{
  if (!options.describe.empty())
    return describePlugin(options.describe);
  for (const auto& [ids, disabled] :
       {std::pair{&options.enable, false}, std::pair{&options.disable, true}})
    for (const std::string& id : *ids)
      if (const Result<void> set = plugin::setPluginDisabled(id, disabled); !set)
        return failure(set.error());
  VerbResult result;
  result.json["items"] = Json::array();
  for (const plugin::PluginItem& item :
       plugin::listPlugins(plugin::defaultPluginFolders(), plugin::disabledPlugins())) {
    result.json["items"].push_back({{"id", item.id},
                                    {"kind", item.kind},
                                    {"title", item.title},
                                    {"api", item.api},
                                    {"version", item.version},
                                    {"needs", item.needs},
                                    {"usable", item.reason.empty()},
                                    {"reason", item.reason}});
    result.text += fmt::format("{:10} {:18} {:7} {}\n", item.kind, item.id, item.version,
                               item.reason.empty() ? item.title : item.reason);
  }
  if (result.text.empty())
    result.text = "No plugin was found.";
  return result;
}

Result<VerbResult> showDevices()
{
  const auto engine = run::findEngine({});
  if (!engine)
    return failure(engine.error());
  const auto version = run::engineVersion(*engine);
  if (!version)
    return failure(version.error());
  VerbResult result;
  result.json["items"] = version->value("devices", Json::array());
  for (const Json& device : result.json["items"])
    result.text += fmt::format("{:8} {}\n", device.value("id", ""),
                               device.value("usable", false) ? device.value("name", "")
                                                             : device.value("reason", ""));
  return result;
}

} // namespace

void addSystemVerbs(Verbs& verbs)
{
  auto options = std::make_shared<PluginOptions>();
  CLI::App* plugins = verbs.add("plugins", "Plugins, with reasons for what can't be used",
                                [options](Session&) { return showPlugins(*options); });
  plugins->add_option("--disable", options->disable, "Switch a plugin off for this user");
  plugins->add_option("--enable", options->enable, "Switch it on again");
  plugins->add_option("--describe", options->describe, "What parameters this estimator has");
  verbs.add("devices", "Devices to train on, with reasons for what can't be used",
            [](Session&) { return showDevices(); });
  auto folder = std::make_shared<std::filesystem::path>();
  CLI::App* worker = verbs.add(
      "worker",
      "Decode files for the window: requests on standard input, answers on standard output",
      [folder](Session&) { return serveWorker(*folder); });
  worker->add_option("PROJECT", *folder, "Project folder")->required();
}

} // namespace limpid::cli
