#include "core/export/sample_export.h"

#include "core/dataset/withdrawal.h"
#include "core/export/dicom_export.h"
#include "core/export/model_card.h"
#include "core/export/plane_export.h"
#include "core/export/provenance.h"
#include "core/export/sample_set.h"
#include "core/study/departures.h"

#include <fmt/format.h>

namespace limpid::exporting {
namespace {

Result<SampleWriter> writerFor(const ExportRequest& request, const SampleSet& samples,
                               const SampleChoice& choice)
{
  switch (request.format) {
  case ExportFormat::Nifti:
    return planeWriter(samples, choice, imaging::PlaneFormat::Nifti);
  case ExportFormat::Nrrd:
    return planeWriter(samples, choice, imaging::PlaneFormat::Nrrd);
  case ExportFormat::Png:
    return planeWriter(samples, choice, imaging::PlaneFormat::Png);
  default:
    return dicomWriter(samples, choice, request.dicomClass);
  }
}

/// Writes until done or stopped.
Result<std::vector<ExportedFile>> writeAll(const SampleWriter& writer, const SampleChoice& choice,
                                           ExportReport& report, jobs::JobContext& context)
{
  std::vector<ExportedFile> files;
  const std::size_t count = choice.positions.size();
  for (const std::int64_t position : choice.positions) {
    if (context.stopRequested()) {
      report.outcome = jobs::Outcome::Stopped;
      break;
    }
    Result<ExportedFile> file = writer.write(position, report.folder);
    if (!file)
      return failure(file.error());
    report.files.push_back(report.folder / file->name);
    files.push_back(*std::move(file));
    context.report({static_cast<double>(files.size()) / static_cast<double>(count),
                    fmt::format("Writing {} of {} samples", files.size(), count)});
  }
  return files;
}

/// In the project that the run belongs to, where it belongs to one.
Result<void> recordExport(const ExportRequest& request, const ExportReport& report)
{
  const std::filesystem::path run =
      request.run.empty() ? trainingAbove(request.samples).run : request.run;
  if (run.empty())
    return {};
  const std::filesystem::path folder = // of PROJECT/runs/RUN
      (std::filesystem::absolute(run) / "../..").lexically_normal();
  std::error_code status;
  if (!std::filesystem::exists(folder / "project.json", status))
    return {};
  Result<study::Project> project = study::Project::open(folder);
  if (!project)
    return failure(project.error());
  return study::recordDeparture(*project, {.what = "synthetic images",
                                           .folder = std::filesystem::absolute(report.folder),
                                           .files = static_cast<std::int64_t>(report.files.size()),
                                           .datasetDigest = report.datasetDigest});
}

} // namespace

Result<ExportReport> exportSamples(const ExportRequest& request, jobs::JobContext& context)
{
  for (const std::filesystem::path& file :
       {request.samples, request.run.empty() ? request.samples : request.run / "plan.json"})
    if (const Result<void> usable = dataset::checkNotWithdrawn(file / ".."); !usable)
      return failure(usable.error());
  const Result<SampleSet> samples = readSamples(request.samples);
  if (!samples)
    return failure(samples.error());
  Result<SampleChoice> choice = chooseSamples(*samples, request.selection);
  if (!choice)
    return failure(choice.error());
  const Result<SampleWriter> writer = writerFor(request, *samples, *choice);
  if (!writer)
    return failure(writer.error());
  const Result<std::filesystem::path> folder = makeFreshFolder(request.folder);
  if (!folder)
    return failure(folder.error());
  ExportReport report{.folder = *folder,
                      .heldBack = choice->heldBack,
                      .datasetDigest = samples->datasetDigest,
                      .drawn = static_cast<int>(choice->drawn)};
  const Result<std::vector<ExportedFile>> files = writeAll(*writer, *choice, report, context);
  if (!files)
    return failure(files.error());
  const Provenance provenance{*samples, *choice, writer->kind, *files,
                              trainingAbove(request.samples)};
  if (const Result<void> written = writeProvenance(*folder, provenance); !written)
    return failure(written.error());
  if (const Result<void> written = writeModelCard(*folder, provenance); !written)
    return failure(written.error());
  if (const Result<void> recorded = recordExport(request, report); !recorded)
    return failure(recorded.error());
  return report;
}

} // namespace limpid::exporting
