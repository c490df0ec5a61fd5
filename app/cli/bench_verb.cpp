#include "app/cli/follow.h"
#include "app/cli/verbs.h"
#include "core/base/atomic_file.h"
#include "core/base/figures.h"

#include <fmt/format.h>

#include <memory>

namespace limpid::cli {
namespace {

struct BenchOptions
{
  std::filesystem::path folder = std::filesystem::path("runs") / "bench";
  std::vector<std::string> passed; ///< to the engine as they are
};

std::string intervalText(const Json& interval, const char* format)
{
  if (!interval.is_object())
    return "–";
  const auto text = [&](const char* key) {
    return fmt::format(fmt::runtime(format), interval.value(key, 0.0));
  };
  return fmt::format("{} ({}–{})", text("value"), text("low"), text("high"));
}

std::string differenceText(const Json& row)
{
  return row.contains("forwardDifference") && row["forwardDifference"].is_number()
             ? fmt::format("{:.1e}, {:.1e}", row["forwardDifference"].get<double>(),
                           row.value("gradientDifference", 0.0))
             : "–";
}

std::string benchAsMarkdown(const Json& rows)
{
  std::string table =
      "| network | size | batch | precision | program | images/s | per processor second | Limpid "
      "is "
      "faster by | per processor second | of the matrix rate | memory | difference forward, "
      "gradient |\n|---|---|---|---|---|---|---|---|---|---|---|---|\n";
  for (const Json& row : rows) {
    const Json& bytes = row["memoryBytes"];
    table += fmt::format(
        "| {} | {} | {} | {} | {} | {} | {} | {} | {} | {:.0f} % | {} | {} |\n",
        row.value("network", ""), row.value("size", 0), row.value("batch", 0),
        row.value("precision", ""), row.value("program", ""),
        intervalText(row["imagesPerSecond"], "{:.1f}"),
        intervalText(row["imagesPerCpuSecond"], "{:.1f}"), intervalText(row["ratio"], "{:.2f}"),
        intervalText(row["cpuRatio"], "{:.2f}"), 100.0 * row.value("shareOfMatrixRate", 0.0),
        bytes.is_number() ? saidBytes(bytes.get<std::int64_t>()) : "–", differenceText(row));
  }
  return table;
}

Result<VerbResult> bench(Session& session, const BenchOptions& options)
{
  const std::filesystem::path folder = std::filesystem::absolute(options.folder);
  if (const Result<void> made = makeFolder(folder); !made)
    return failure(made.error());
  std::vector<std::string> arguments{"bench", "--out", folder.string()};
  arguments.insert(arguments.end(), options.passed.begin(), options.passed.end());
  Result<VerbResult> result = startAndFollow(session, arguments, folder);
  if (!result)
    return result;
  result->text = benchAsMarkdown(result->json.value("rows", Json::array())) + "\n" + result->text;
  return result;
}

} // namespace

void addBenchVerb(Verbs& verbs)
{
  auto options = std::make_shared<BenchOptions>();
  CLI::App* verb = verbs.add(
      "bench", "Train by turns with PyTorch: the same network, precision, batch and threads",
      [options](Session& session) { return bench(session, *options); });
  const auto passOn = [&](const std::string& flag, const std::string& meaning) {
    return verb->add_option_function<std::vector<std::string>>(
        flag,
        [options, flag](const std::vector<std::string>& values) {
          options->passed.push_back(flag);
          options->passed.insert(options->passed.end(), values.begin(), values.end());
        },
        meaning);
  };
  passOn("--network", "Presets; small and medium if not said");
  passOn("--precision", "fp32, bf16; both if not said");
  passOn("--size", "Rows and columns of the images; 32 if not said")->expected(1);
  passOn("--channels", "1 or 3")->expected(1);
  passOn("--batch", "Images of a step; 32 if not said")->expected(1);
  passOn("--device", "auto, cpu, cuda, cuda:N")->expected(1);
  passOn("--threads", "0: OMP_NUM_THREADS, else all cores")->expected(1);
  passOn("--rounds", "Turns of each; 7 if not said")->expected(1);
  passOn("--seconds", "Of one turn; 3 if not said")->expected(1);
  passOn("--python", "A Python with PyTorch to compare with: /usr/bin/python3")->expected(1);
  verb->add_flag_callback(
      "--compile", [options] { options->passed.emplace_back("--compile"); }, "Also torch.compile");
  verb->add_option("--out", options->folder, "Folder for what it writes")->capture_default_str();
}

} // namespace limpid::cli
