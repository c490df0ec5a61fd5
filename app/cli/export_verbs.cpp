#include "app/cli/verbs.h"
#include "app/cli/words.h"
#include "core/export/dicom_export.h"
#include "core/run/sample_files.h"

#include <fmt/format.h>

#include <map>
#include <memory>

namespace limpid::cli {
namespace {

struct ExportOptions
{
  std::filesystem::path run;
  std::filesystem::path out;
  std::filesystem::path samples;
  std::string format = "dicom";
  std::string dicomClass;
};

Result<exporting::DicomClass> dicomClassOf(const std::string& text)
{
  static const std::map<std::string, exporting::DicomClass> classes{
      {"", exporting::DicomClass::AsTrained},
      {"ct", exporting::DicomClass::Ct},
      {"mr", exporting::DicomClass::Mr},
      {"sc", exporting::DicomClass::SecondaryCapture}};
  const auto found = classes.find(text);
  if (found == classes.end())
    return failure(ErrorCode::Usage, fmt::format("--as is ct, mr or sc, not '{}'.", text));
  return found->second;
}

Result<VerbResult> exportSamples(Session& session, ExportOptions options)
{
  if (!std::filesystem::exists(options.run / "plan.json"))
    return failure(ErrorCode::NotFound,
                   fmt::format("{} holds no run (no plan.json).", options.run.string()));
  if (options.format != "dicom")
    return failure(ErrorCode::Unsupported,
                   fmt::format("The format {} is not there yet; dicom is.", options.format));
  if (options.samples.empty()) {
    const auto newest = run::newestSamples(options.run);
    if (!newest)
      return failure(newest.error());
    options.samples = *newest;
  }
  options.samples = run::samplesFile(options.samples);
  const auto dicomClass = dicomClassOf(options.dicomClass);
  if (!dicomClass)
    return failure(dicomClass.error());
  const exporting::ExportRequest request{options.samples, options.out, *dicomClass};
  const auto report = session.runJob<exporting::ExportReport>(
      [&](jobs::JobContext& context) { return exporting::exportDicom(request, context); });
  if (!report)
    return failure(report.error());
  VerbResult result;
  result.json = {{"folder", report->folder.string()},
                 {"files", Json::array()},
                 {"heldBack", report->heldBack}};
  for (const std::filesystem::path& file : report->files)
    result.json["files"].push_back(file.string());
  result.text = fmt::format(
      "{} written to {}. Each says that it is synthetic (Synthetic Data = YES) and has fresh "
      "identifiers.{}",
      counted(report->files.size(), "image", "images"), report->folder.string(),
      report->heldBack == 0 ? std::string()
                            : fmt::format(" {} held back as copies of real images.",
                                          counted(report->heldBack, "image is", "images are")));
  result.outcome = report->outcome;
  return result;
}

} // namespace

void addExportVerbs(Verbs& verbs)
{
  auto options = std::make_shared<ExportOptions>();
  CLI::App* verb =
      verbs.add("export", "Write samples as images that say they are synthetic",
                [options](Session& session) { return exportSamples(session, *options); });
  verb->add_option("RUN", options->run, "Run folder")->required();
  verb->add_option("OUT", options->out, "Folder to write to; an existing one is never overwritten")
      ->required();
  verb->add_option("--samples", options->samples,
                   "Folder or file of samples; the newest of the run if not said");
  verb->add_option("--format", options->format, "dicom")->capture_default_str();
  verb->add_option("--as", options->dicomClass,
                   "ct, mr or sc (Secondary Capture); as trained if not said");
}

} // namespace limpid::cli
