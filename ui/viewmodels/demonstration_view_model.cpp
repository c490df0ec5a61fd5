#include "ui/viewmodels/demonstration_view_model.h"

#include "core/export/demo_study.h"
#include "core/risk/table_import.h"
#include "core/study/library.h"
#include "core/study/project.h"
#include "core/study/scan.h"
#include "ui/viewmodels/core_text.h"
#include "ui/viewmodels/paths.h"

namespace limpid::viewmodels {

namespace {

/// The project's folder, or nothing when it was stopped. An interrupted attempt is begun again.
Result<std::filesystem::path> prepareDemonstration(const std::filesystem::path& folder,
                                                   jobs::JobContext& context)
{
  const std::filesystem::path place = folder / "project";
  auto known = study::Project::open(place);
  if (known) {
    const auto images = study::countImages(*known);
    if (images && *images > 0)
      return place;
  }
  exporting::DemoRequest request;
  request.folder = folder / "study";
  std::error_code ignored;
  std::filesystem::remove_all(request.folder, ignored); // ours alone, and generated
  const auto demo = exporting::writeDemoStudy(request, context);
  if (!demo)
    return failure(demo.error());
  if (demo->outcome == jobs::Outcome::Stopped)
    return std::filesystem::path();
  auto project = known ? std::move(known) : study::Project::create(place);
  if (!project)
    return failure(project.error());
  const auto scanned = study::scan(*project, {request.folder}, context);
  if (!scanned)
    return failure(scanned.error());
  if (scanned->outcome == jobs::Outcome::Stopped)
    return std::filesystem::path();
  risk::TableImport table;
  table.table = demo->risks;
  const auto imported = risk::importTable(*project, table);
  if (!imported)
    return failure(imported.error());
  return place;
}

} // namespace

DemonstrationViewModel::DemonstrationViewModel(const QString& folder, QObject* parent)
    : QObject(parent), m_folder(folder)
{
}

void DemonstrationViewModel::prepare()
{
  if (m_state == State::Preparing)
    return;
  m_state = State::Preparing;
  m_fraction = -1.0;
  m_message = tr("Making the demonstration study…");
  Q_EMIT changed();
  m_jobs.run<std::filesystem::path>(
      [folder = toPath(m_folder)](jobs::JobContext& context) {
        return prepareDemonstration(folder, context);
      },
      [this](const Result<std::filesystem::path>& project) {
        m_state = project ? State::Idle : State::Failed;
        m_message = project ? QString() : coreText(project.error().message);
        Q_EMIT changed();
        if (project && !project->empty())
          Q_EMIT ready(toQString(*project));
      },
      [this](const jobs::Progress& progress) {
        m_fraction = progress.fraction;
        m_message = coreText(progress.step);
        Q_EMIT changed();
      });
}

void DemonstrationViewModel::cancel()
{
  m_jobs.stop();
}

} // namespace limpid::viewmodels
