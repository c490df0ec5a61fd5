#include "ui/viewmodels/history_list.h"

#include "core/study/project.h"
#include "ui/viewmodels/batch_preview.h"
#include "ui/viewmodels/core_text.h"
#include "ui/viewmodels/image_table_model.h"
#include "ui/viewmodels/paths.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>

namespace limpid::viewmodels {

using namespace Qt::StringLiterals;

namespace {

using NamesOfImages = std::map<std::pair<std::string, int>, QString>;

/// Frame 0 stands for the series.
NamesOfImages namesOf(const KindContent& content)
{
  NamesOfImages names;
  for (const RatedImage& image : content.images) {
    names[{image.record.key.uid, image.record.key.frame}] = nameOf(image);
    names[{image.record.seriesUid, 0}] = nameOfSeries(image);
  }
  return names;
}

QString componentName(const std::string& id, const StepNames& names)
{
  const auto found = std::ranges::find(names.schema, id, &risk::Component::id);
  return coreText(found == names.schema.end() ? id : found->label);
}

QString valueName(const std::string& id, const std::optional<double>& value, const StepNames& names)
{
  if (!value)
    return HistoryList::tr("unrated");
  const auto found = std::ranges::find(names.schema, id, &risk::Component::id);
  return found == names.schema.end() ? QLocale().toString(*value, 'g', 4)
                                     : wordOf(*found, *value, names.unit);
}

QString targetName(const risk::Target& target, const StepNames& names)
{
  const QString known =
      names.nameOf(target.uid, target.level == risk::Level::Image ? target.frame : 0);
  if (!known.isEmpty())
    return known;
  return target.level == risk::Level::Study    ? HistoryList::tr("a study")
         : target.level == risk::Level::Series ? HistoryList::tr("a series of another kind")
                                               : HistoryList::tr("an image of another kind");
}

QString valuesText(const risk::HistoryStep& step, const StepNames& names)
{
  QStringList components;
  for (const std::string& id : step.components)
    components.append(componentName(id, names));
  if (step.values == 1 && step.components.size() == 1)
    return HistoryList::tr("%1 of %2: %3 → %4")
        .arg(components.front(), targetName(step.target, names),
             valueName(step.components.front(), step.before, names),
             valueName(step.components.front(), step.after, names));
  const QString list = components.join(u", "_s);
  return step.cleared == step.values
             ? HistoryList::tr("%1: %Ln value(s) taken away", nullptr, step.values).arg(list)
             : HistoryList::tr("%1: %Ln value(s)", nullptr, step.values).arg(list);
}

QString matchesText(const risk::HistoryStep& step, const StepNames& names)
{
  if (step.matches > 1 || step.components.size() != 1)
    return HistoryList::tr("%Ln grade(s) matched", nullptr, step.matches);
  const std::string& id = step.components.front();
  return HistoryList::tr("match of %1: %2")
      .arg(componentName(id, names), valueName(id, step.after, names));
}

/// Whose values somebody else brought in, from a table of several raters.
QString otherRaters(const risk::HistoryStep& step)
{
  QStringList names;
  for (const std::string& name : step.authors)
    if (name != step.madeBy)
      names.append(QString::fromStdString(name));
  return names.isEmpty() || step.madeBy.empty()
             ? QString()
             : HistoryList::tr("rated by %1").arg(names.join(u", "_s));
}

} // namespace

QString nameOf(const RatedImage& image)
{
  return HistoryList::tr("%1, slice %2")
      .arg(QString::fromStdString(image.patient))
      .arg(image.slice);
}

QString nameOfSeries(const RatedImage& image)
{
  return HistoryList::tr("series %1 of %2")
      .arg(QString::fromStdString(image.series), QString::fromStdString(image.patient));
}

HistoryList::HistoryList(const QString& project, const KindContent& content, QObject* parent)
    : QAbstractTableModel(parent),
      m_names{content.schema, QString::fromStdString(content.unit),
              [names = namesOf(content)](const std::string& uid, int frame) {
                const auto known = names.find({uid, frame});
                return known == names.end() ? QString() : known->second;
              }}
{
  m_jobs.run<std::vector<risk::HistoryStep>>(
      [folder = toPath(project)](jobs::JobContext&) -> Result<std::vector<risk::HistoryStep>> {
        auto opened = study::Project::open(folder);
        if (!opened)
          return failure(opened.error());
        return risk::historySteps(*opened, mostSteps);
      },
      [this](Result<std::vector<risk::HistoryStep>> steps) {
        beginResetModel();
        if (steps)
          m_steps = std::move(*steps);
        else
          m_error = coreText(steps.error().message);
        endResetModel();
        Q_EMIT read();
      });
}

int HistoryList::rowCount(const QModelIndex& parent) const
{
  return parent.isValid() ? 0 : static_cast<int>(m_steps.size());
}

int HistoryList::columnCount(const QModelIndex& parent) const
{
  return parent.isValid() ? 0 : ColumnCount;
}

QString HistoryList::whatText(const risk::HistoryStep& step, const StepNames& names)
{
  QStringList parts;
  if (step.act == risk::StepAct::Undo)
    parts.append(tr("Undo"));
  else if (step.act == risk::StepAct::Redo)
    parts.append(tr("Redo"));
  if (step.matches > 0)
    parts.append(matchesText(step, names));
  else if (step.schema)
    parts.append(tr("the components were changed"));
  if (step.values > 0)
    parts.append(valuesText(step, names));
  if (step.maps > 0)
    parts.append(tr("%Ln painted region(s)", nullptr, step.maps));
  if (step.remarks > 0)
    parts.append(tr("%Ln remark(s)", nullptr, step.remarks));
  QStringList sources;
  if (const QString raters = otherRaters(step); !raters.isEmpty())
    sources.append(raters);
  for (const std::string& source : step.sources)
    if (source == "table")
      sources.append(tr("from a table"));
    else if (source == "report")
      sources.append(tr("from a report"));
    else if (source != "person")
      sources.append(tr("measured: %1").arg(ImageTableModel::estimatorWord(source)));
  const QString text = parts.join(u"; "_s);
  return sources.isEmpty() ? text : QString(text + u" ("_s + sources.join(u", "_s) + u')');
}

QVariant HistoryList::data(const QModelIndex& index, int role) const
{
  if (!index.isValid() || (role != Qt::DisplayRole && role != Qt::ToolTipRole))
    return {};
  const risk::HistoryStep& one = step(index.row());
  switch (index.column()) {
  case WhenColumn:
    return QLocale().toString(
        QDateTime::fromString(QString::fromStdString(one.madeAt), Qt::ISODateWithMs).toLocalTime(),
        QLocale::ShortFormat);
  case WhoColumn: {
    if (!one.madeBy.empty())
      return QString::fromStdString(one.madeBy);
    QStringList authors;
    for (const std::string& author : one.authors)
      authors.append(QString::fromStdString(author));
    return authors.join(u", "_s);
  }
  case WhatColumn:
    return whatText(one, m_names);
  case StateColumn:
    return one.state == risk::StepState::Undone      ? tr("undone")
           : one.state == risk::StepState::Discarded ? tr("undone, not to be redone")
                                                     : QString();
  default:
    return {};
  }
}

QVariant HistoryList::headerData(int section, Qt::Orientation orientation, int role) const
{
  if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
    return {};
  const QString words[] = {tr("When"), tr("Who"), tr("What"), tr("State")};
  return section < ColumnCount ? words[section] : QString();
}

} // namespace limpid::viewmodels
