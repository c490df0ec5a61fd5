// What the view-model of the Quality page stores, and how it shows it at once.

#include "ui/viewmodels/core_text.h"
#include "ui/viewmodels/paths.h"
#include "ui/viewmodels/quality_view_model.h"

#include <algorithm>
#include <map>

namespace limpid::viewmodels {

namespace {

const risk::Component* find(const std::vector<risk::Component>& schema, const QString& id)
{
  const auto found = std::ranges::find(schema, id.toStdString(), &risk::Component::id);
  return found == schema.end() ? nullptr : &*found;
}

} // namespace

void QualityViewModel::setValue(const QString& component, std::optional<double> value)
{
  if (m_selection.empty() || find(schema(), component) == nullptr)
    return;
  risk::Edit edit;
  for (const int row : m_selection) {
    const study::ImageKey& key = m_images.image(row).record.key;
    edit.values.push_back({{risk::Level::Image, key.uid, key.frame},
                           component.toStdString(),
                           value,
                           "person",
                           m_author.toStdString()});
  }
  storeEdit(edit, m_selection, !value); // a cleared value may be inherited
}

/// Values at wider levels are shown by who knows which images they reach: they are among `rows`.
void QualityViewModel::showEdit(const risk::Edit& edit, const std::vector<int>& rows)
{
  std::map<std::string, std::pair<std::optional<risk::Rating>, risk::Level>> values;
  for (const risk::RatingChange& change : edit.values) {
    std::optional<risk::Rating> rating;
    if (change.value)
      rating = risk::Rating{change.component,   *change.value, change.source, change.author, "",
                            change.target.level};
    values[change.component] = {rating, change.target.level};
  }
  for (const auto& [component, shown] : values) {
    const auto& [rating, level] = shown;
    std::vector<int> reached;
    for (const int row : rows) {
      const risk::QualityVector& quality = m_images.image(row).quality;
      const auto before = quality.find(component);
      if (before == quality.end() || before->second.level <= level)
        reached.push_back(row);
    }
    m_images.setValue(reached, component, rating);
    if (level == risk::Level::Image)
      for (const int row : reached)
        endReviews(row, component);
  }
  for (const risk::RemarkChange& change : edit.remarks)
    for (const int row : rows) {
      const study::ImageKey& key = m_images.image(row).record.key;
      if (change.target.uid == key.uid && change.target.frame == key.frame)
        m_images.setRemark({row}, change);
    }
}

/// As the project does: what was reviewed is another value now.
void QualityViewModel::endReviews(int row, const std::string& component)
{
  const risk::Component* const changed = find(schema(), QString::fromStdString(component));
  if (changed == nullptr || changed->kind != risk::ComponentKind::Measured)
    return;
  const std::vector<risk::Remark> remarks = m_images.image(row).remarks; // the loop takes some away
  for (const risk::Remark& one : remarks)
    if (one.kind == risk::RemarkKind::Reviewed && one.component == component)
      m_images.setRemark({row}, {one.target, one.component, one.kind, std::nullopt, one.author});
}

void QualityViewModel::storeEdit(risk::Edit edit, const std::vector<int>& rows, bool reload)
{
  for (risk::RatingChange& change : edit.values)
    change.seconds = m_shown.secondsLooked();
  edit.author = m_author.toStdString();
  m_error.clear();
  m_stores.finish(); // at the pace of hands it is done: nothing but this edit can be lost
  showEdit(edit, rows);
  m_imported.clear();
  settle();
  Q_EMIT selectionChanged();
  storeInOrder(
      [edit = std::move(edit)](study::Project& project) -> Result<bool> {
        if (auto stored = risk::store(project, edit); !stored)
          return failure(stored.error());
        return true;
      },
      reload);
}

void QualityViewModel::storeInOrder(std::function<Result<bool>(study::Project&)> work,
                                    bool reloadAfterwards)
{
  ++m_edits;
  m_stores.run<bool>(
      [folder = toPath(m_project), work = std::move(work)](jobs::JobContext&) -> Result<bool> {
        auto project = study::Project::open(folder);
        if (!project)
          return failure(project.error());
        return work(*project);
      },
      [this, reloadAfterwards](const Result<bool>& stored) {
        ++m_edits;
        if (!stored)
          m_error = coreText(stored.error().message);
        if (!stored || reloadAfterwards) // show what is really in force
          reload();
        Q_EMIT qualityChanged();
      });
}

void QualityViewModel::rate(const QString& component, int step)
{
  const risk::Component* rated = find(schema(), component);
  if (rated != nullptr && step >= 0 && step < static_cast<int>(rated->values.size()))
    setValue(component, rated->values[static_cast<std::size_t>(step)]);
}

void QualityViewModel::undo()
{
  step(true);
}

void QualityViewModel::redo()
{
  step(false);
}

void QualityViewModel::step(bool back)
{
  if (m_project.isEmpty())
    return;
  m_error.clear();
  Q_EMIT historyWanted();
  storeInOrder(
      [back, rater = m_author.toStdString()](study::Project& project) {
        return back ? risk::undo(project, rater) : risk::redo(project, rater);
      },
      true);
}

} // namespace limpid::viewmodels
