#include "ui/viewmodels/table_import_view_model.h"

#include "core/study/project.h"
#include "ui/viewmodels/core_text.h"
#include "ui/viewmodels/paths.h"

#include <QLocale>

#include <algorithm>

namespace limpid::viewmodels {

using namespace Qt::StringLiterals;

namespace {

QString listOf(const std::vector<std::string>& names)
{
  QStringList list;
  for (const std::string& name : names)
    list.append(QString::fromStdString(name));
  return list.join(u", "_s);
}

} // namespace

/// One for each rating of which nobody has said yet which end is good; what is answered stays.
std::vector<ScaleQuestion> TableImportViewModel::askedQuestions()
{
  std::vector<ScaleQuestion> questions;
  for (const TableColumn& column : m_columns) {
    const QString id = componentOf(column);
    const risk::Component* const component = known(id);
    const bool measured = component != nullptr && component->kind == risk::ComponentKind::Measured;
    if (!isRating(column) || measured || m_settled.contains(id.toStdString()) ||
        std::ranges::find(questions, id, &ScaleQuestion::component) != questions.end())
      continue;
    if (const ScaleQuestion* const before = question(id))
      questions.push_back(*before);
    else
      questions.push_back(
          {id, component == nullptr ? id : coreText(component->label), {}, {}, {}, std::nullopt});
  }
  return questions;
}

/// Columns of raters of which nobody said what they rated.
QString TableImportViewModel::unansweredRaters() const
{
  QStringList names;
  for (const TableColumn& column : m_columns) {
    if (!column.isRaters)
      continue;
    if (!column.meaning.isEmpty())
      return {};
    names.append(column.name);
  }
  return names.join(u", "_s);
}

void TableImportViewModel::forecastRows()
{
  m_jobs.stop();
  m_forecast.reset();
  m_forecastError.clear();
  m_questions = askedQuestions();
  Q_EMIT changed();
  const risk::TableImport asked = request();
  if (asked.map.empty() || asked.keyColumn.empty())
    return;
  m_jobs.run<risk::TablePreview>(
      [folder = toPath(m_project), asked](jobs::JobContext&) -> Result<risk::TablePreview> {
        auto project = study::Project::open(folder);
        if (!project)
          return failure(project.error());
        return risk::previewTable(*project, asked);
      },
      [this](const Result<risk::TablePreview>& preview) {
        if (preview)
          showForecast(*preview);
        else
          m_forecastError = coreText(preview.error().message);
        Q_EMIT changed();
      });
}

void TableImportViewModel::showForecast(const risk::TablePreview& preview)
{
  m_forecast = preview.report;
  for (ScaleQuestion& asked : m_questions)
    showEnds(asked, preview);
}

std::optional<study::ImageKey> TableImportViewModel::imageOf(const risk::Target& target) const
{
  if (target.level == risk::Level::Image)
    return study::ImageKey{target.uid, target.frame};
  std::vector<study::ImageKey> images;
  for (const RatedImage& image : m_content.images) {
    const auto series = m_content.series.find(image.record.seriesUid);
    const bool inside =
        target.level == risk::Level::Series
            ? image.record.seriesUid == target.uid
            : series != m_content.series.end() && series->second.studyUid == target.uid;
    if (inside)
      images.push_back(image.record.key);
  }
  if (images.empty())
    return std::nullopt;
  return images[images.size() / 2];
}

void TableImportViewModel::showEnds(ScaleQuestion& asked, const risk::TablePreview& preview)
{
  std::vector<const risk::RatingChange*> rated;
  for (const risk::RatingChange& change : preview.changes)
    if (change.component == asked.component.toStdString() && change.value)
      rated.push_back(&change);
  std::ranges::stable_sort(rated, {}, [](const risk::RatingChange* one) { return *one->value; });
  std::set<double> steps;
  for (const risk::RatingChange* const change : rated)
    steps.insert(*change->value);
  const bool stepwise = steps.size() <= mostSteps;
  const auto take = [this, stepwise](auto first, auto last, ScaleEnd& end) {
    end = {};
    for (; first != last && std::ssize(end.images) < imagesPerEnd; ++first) {
      if (end.images.empty())
        end.value = *(*first)->value;
      else if (stepwise && *(*first)->value != end.value)
        break; // a step is shown by its own images
      const auto image = imageOf((*first)->target);
      if (image && std::ranges::count(end.images, *image) == 0) { // several may have rated it
        end.images.push_back(*image);
        m_worker.request(*image);
      }
    }
  };
  take(rated.begin(), rated.end(), asked.lowest);
  take(rated.rbegin(), rated.rend(), asked.highest);
}

QString TableImportViewModel::forecast() const
{
  if (!m_forecastError.isEmpty())
    return m_forecastError;
  if (!m_forecast)
    return m_jobs.busy() ? tr("Looking for the images…") : QString();
  const int unmatched = static_cast<int>(m_forecast->unmatched.size());
  QString text = tr("%1 of %2 can be used.")
                     .arg(QLocale().toString(m_forecast->matched),
                          tr("%Ln row(s)", nullptr, m_forecast->matched + unmatched));
  if (unmatched > 0) {
    const risk::RowProblem& first = m_forecast->unmatched.front();
    text +=
        u' ' + tr("The first that can't, row %1: %2.").arg(first.row).arg(coreText(first.reason));
  }
  if (!m_forecast->raters.empty()) // named by the table: who imports is not said here
    text += u' ' + tr("Rated by %1.").arg(listOf(m_forecast->raters));
  if (const QString raters = unansweredRaters(); !raters.isEmpty())
    text += u' ' + tr("Say what %1 rated.").arg(raters);
  return text;
}

QStringList TableImportViewModel::problems() const
{
  QStringList lines;
  if (m_forecast)
    for (const risk::RowProblem& problem : m_forecast->unmatched)
      lines.append(tr("Row %1: %2").arg(problem.row).arg(coreText(problem.reason)));
  return lines;
}

QString TableImportViewModel::obstacle() const
{
  if (m_state != State::Ready)
    return m_error.isEmpty() ? tr("The table is being read.") : m_error;
  if (m_key < 0)
    return tr("Say which column names the image.");
  const QString raters = unansweredRaters();
  if (std::ranges::none_of(m_columns, isRating))
    return !raters.isEmpty() ? tr("Say what %1 rated.").arg(raters)
                             : tr("Say what at least one column means.");
  for (const ScaleQuestion& asked : m_questions)
    if (!asked.goodIsLow)
      return tr("Say which end of %1 is good.").arg(asked.label);
  if (!m_forecastError.isEmpty())
    return m_forecastError;
  if (m_forecast && m_forecast->matched == 0)
    return tr("No row finds its image.");
  return {};
}

} // namespace limpid::viewmodels
