// How ratings come into the Quality page and leave it.

#include "core/risk/rating_report.h"
#include "core/risk/rating_table.h"
#include "core/study/departures.h"
#include "ui/viewmodels/core_text.h"
#include "ui/viewmodels/paths.h"
#include "ui/viewmodels/quality_view_model.h"

#include <QFileInfo>
#include <QLocale>

namespace limpid::viewmodels {

using namespace Qt::StringLiterals;

namespace {

/// Reports leave the project: what left is on record, as for every other export.
Result<int> writeReports(study::Project& project, const std::filesystem::path& file)
{
  const auto report = risk::exportReports(project, file);
  if (!report)
    return failure(report.error());
  for (const std::filesystem::path& path : report->files)
    if (auto recorded = study::recordDeparture(project, {.what = "ratings",
                                                         .folder = std::filesystem::absolute(path),
                                                         .files = 1,
                                                         .pseudonyms = report->pseudonyms});
        !recorded)
      return failure(recorded.error());
  return report->ratings;
}

} // namespace

void QualityViewModel::importTable(const risk::TableImport& request)
{
  risk::TableImport asked = request;
  asked.author = m_author.toStdString();
  runImport([asked](study::Project& project) { return risk::importTable(project, asked); });
}

void QualityViewModel::importReport(const QString& file)
{
  runImport([path = toPath(file), author = m_author.toStdString()](study::Project& project) {
    return risk::importReport(project, path, author);
  });
}

void QualityViewModel::runImport(std::function<Result<risk::TableReport>(study::Project&)> work)
{
  if (m_project.isEmpty())
    return;
  cancelMeasuring(); // the table's values are the ones that count
  m_stores.finish();
  ++m_edits;
  m_state = State::Importing;
  m_message = tr("Reading the table…");
  m_error.clear();
  m_importProblems.clear();
  m_imported.clear();
  Q_EMIT changed();
  m_jobs.run<risk::TableReport>(
      [folder = toPath(m_project),
       work = std::move(work)](jobs::JobContext&) -> Result<risk::TableReport> {
        auto project = study::Project::open(folder);
        if (!project)
          return failure(project.error());
        return work(*project);
      },
      [this](const Result<risk::TableReport>& report) { finishImport(report); });
}

void QualityViewModel::finishImport(const Result<risk::TableReport>& report)
{
  if (!report) {
    m_error = coreText(report.error().message);
    settle();
    return;
  }
  m_imported = tr("%Ln row(s) of the table were used.", nullptr, report->matched);
  if (report->raters.size() > 1) {
    QStringList raters;
    for (const std::string& rater : report->raters)
      raters.append(QString::fromStdString(rater));
    m_imported += u' ' + tr("Rated by %1.").arg(raters.join(u", "_s));
  }
  for (const risk::RowProblem& problem : report->unmatched)
    m_importProblems.append(tr("Row %1: %2").arg(problem.row).arg(coreText(problem.reason)));
  if (!m_importProblems.isEmpty()) {
    const int unmatched = static_cast<int>(report->unmatched.size());
    m_error =
        tr("%1 of %2 were not used. %3")
            .arg(QLocale().toString(unmatched),
                 tr("%Ln row(s)", nullptr, report->matched + unmatched), m_importProblems.first());
  }
  reload();
  Q_EMIT qualityChanged();
}

void QualityViewModel::exportRatings(const QString& file)
{
  if (m_project.isEmpty())
    return;
  m_stores.finish();
  m_error.clear();
  m_jobs.run<int>(
      [folder = toPath(m_project), path = toPath(file)](jobs::JobContext&) -> Result<int> {
        auto project = study::Project::open(folder);
        if (!project)
          return failure(project.error());
        return path.extension() == ".dcm" ? writeReports(*project, path)
                                          : risk::exportRatingTable(*project, path);
      },
      [this, name = QFileInfo(file).fileName()](const Result<int>& written) {
        if (!written)
          m_error = coreText(written.error().message);
        else
          m_imported = tr("%Ln row(s) of ratings are in %1.", nullptr, *written).arg(name);
        settle();
      });
}

void QualityViewModel::changeSchema(const risk::SchemaChange& change)
{
  if (m_project.isEmpty())
    return;
  m_stores.finish();
  m_error.clear();
  storeInOrder(
      [change, author = m_author.toStdString()](study::Project& project) -> Result<bool> {
        if (auto changed = risk::changeSchema(project, change, author); !changed)
          return failure(changed.error());
        return true;
      },
      true);
}

} // namespace limpid::viewmodels
