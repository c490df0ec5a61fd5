#include "ui/viewmodels/archive_tree_model.h"

#include <QDate>
#include <QLocale>

#include <algorithm>

namespace limpid::viewmodels {

using namespace Qt::StringLiterals;
using network::Found;

namespace {

constexpr quintptr studyId = 0; // of an index; a series has its study's row and one

QString textOf(const std::string& text)
{
  return QString::fromStdString(text);
}

/// "Müller, Anna" of "Müller^Anna".
QString nameOf(const Found& found)
{
  QStringList parts = textOf(found.patientName).section(u'=', 0, 0).split(u'^', Qt::SkipEmptyParts);
  const QString family = parts.isEmpty() ? QString() : parts.takeFirst();
  const QString name = parts.isEmpty() ? family : u"%1, %2"_s.arg(family, parts.join(u' '));
  const QString id = textOf(found.patientId);
  return name.isEmpty() ? id : id.isEmpty() ? name : u"%1 (%2)"_s.arg(name, id);
}

QString dateOf(const Found& found)
{
  const QDate date = QDate::fromString(textOf(found.studyDate), u"yyyyMMdd"_s);
  return date.isValid() ? date.toString(Qt::ISODate) : textOf(found.studyDate);
}

QString seriesTitle(const Found& found)
{
  const QString number = textOf(found.seriesNumber);
  return number.isEmpty() ? ArchiveTreeModel::tr("Series")
                          : ArchiveTreeModel::tr("Series %1").arg(number);
}

QString imagesOf(const Found& found)
{
  return found.images ? QLocale().toString(*found.images) : QString();
}

} // namespace

void ArchiveTreeModel::setStudies(const std::vector<Found>& studies)
{
  beginResetModel();
  m_studies.clear();
  for (const Found& found : studies)
    m_studies.push_back({.found = found, .series = {}});
  endResetModel();
  Q_EMIT wantedChanged();
}

void ArchiveTreeModel::setSeries(const QString& studyUid, const std::vector<Found>& series)
{
  const auto study = std::ranges::find_if(
      m_studies, [&](const Study& one) { return textOf(one.found.studyUid) == studyUid; });
  if (study == m_studies.end() || study->opened)
    return;
  study->opened = true;
  if (series.empty())
    return;
  const QModelIndex parent = index(static_cast<int>(study - m_studies.begin()), 0);
  beginInsertRows(parent, 0, static_cast<int>(series.size()) - 1);
  for (const Found& found : series)
    study->series.push_back({.found = found, .wanted = study->wanted});
  endInsertRows();
}

const ArchiveTreeModel::Study* ArchiveTreeModel::studyOf(const QModelIndex& index) const
{
  if (!index.isValid())
    return nullptr;
  const auto row = index.internalId() == studyId ? static_cast<std::size_t>(index.row())
                                                 : static_cast<std::size_t>(index.internalId() - 1);
  return row < m_studies.size() ? &m_studies[row] : nullptr;
}

const ArchiveTreeModel::Series* ArchiveTreeModel::seriesOf(const QModelIndex& index) const
{
  const Study* study = studyOf(index);
  const auto row = static_cast<std::size_t>(index.row());
  const bool isSeries = study != nullptr && index.internalId() != studyId;
  return isSeries && row < study->series.size() ? &study->series[row] : nullptr;
}

QString ArchiveTreeModel::unopenedStudy(const QModelIndex& index) const
{
  const Study* study = studyOf(index);
  return study != nullptr && seriesOf(index) == nullptr && !study->opened
             ? textOf(study->found.studyUid)
             : QString();
}

Qt::CheckState ArchiveTreeModel::stateOf(const Study& study) const
{
  if (study.series.empty())
    return study.wanted ? Qt::Checked : Qt::Unchecked;
  const auto wanted = std::ranges::count_if(study.series, &Series::wanted);
  return wanted == 0                          ? Qt::Unchecked
         : wanted == std::ssize(study.series) ? Qt::Checked
                                              : Qt::PartiallyChecked;
}

std::vector<network::Wanted> ArchiveTreeModel::wanted() const
{
  std::vector<network::Wanted> all;
  for (const Study& study : m_studies) {
    const Qt::CheckState state = stateOf(study);
    if (state == Qt::Unchecked)
      continue;
    network::Wanted wanted{.studyUid = study.found.studyUid};
    for (const Series& series : study.series)
      if (state == Qt::PartiallyChecked && series.wanted)
        wanted.seriesUids.insert(series.found.seriesUid);
    all.push_back(std::move(wanted));
  }
  return all;
}

int ArchiveTreeModel::wantedStudies() const
{
  return static_cast<int>(wanted().size());
}

std::optional<int> ArchiveTreeModel::wantedImages() const
{
  int images = 0;
  for (const Study& study : m_studies) {
    if (stateOf(study) == Qt::Unchecked)
      continue;
    if (study.series.empty() && !study.found.images)
      return std::nullopt;
    if (study.series.empty())
      images += *study.found.images;
    for (const Series& series : study.series) {
      if (series.wanted && !series.found.images)
        return std::nullopt;
      images += series.wanted ? *series.found.images : 0;
    }
  }
  return images;
}

QModelIndex ArchiveTreeModel::index(int row, int column, const QModelIndex& parent) const
{
  if (!hasIndex(row, column, parent))
    return {};
  return createIndex(row, column,
                     parent.isValid() ? static_cast<quintptr>(parent.row()) + 1 : studyId);
}

QModelIndex ArchiveTreeModel::parent(const QModelIndex& child) const
{
  if (!child.isValid() || child.internalId() == studyId)
    return {};
  return createIndex(static_cast<int>(child.internalId()) - 1, 0, studyId);
}

int ArchiveTreeModel::rowCount(const QModelIndex& parent) const
{
  if (!parent.isValid())
    return static_cast<int>(m_studies.size());
  const Study* study = studyOf(parent);
  const bool isStudy = study != nullptr && parent.internalId() == studyId && parent.column() == 0;
  return isStudy ? static_cast<int>(study->series.size()) : 0;
}

int ArchiveTreeModel::columnCount(const QModelIndex&) const
{
  return columns;
}

bool ArchiveTreeModel::hasChildren(const QModelIndex& parent) const
{
  return !unopenedStudy(parent).isEmpty() || rowCount(parent) > 0;
}

Qt::ItemFlags ArchiveTreeModel::flags(const QModelIndex& index) const
{
  const Qt::ItemFlags usual = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
  return index.column() == WhoColumn ? usual | Qt::ItemIsUserCheckable : usual;
}

QVariant ArchiveTreeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
  if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
    return {};
  const QStringList titles{tr("Patient, series"), tr("Date"), tr("Modality"), tr("Description"),
                           tr("Images")};
  return titles.value(section);
}

QVariant ArchiveTreeModel::data(const QModelIndex& index, int role) const
{
  const Study* study = studyOf(index);
  if (study == nullptr)
    return {};
  const Series* series = seriesOf(index);
  if (role == Qt::CheckStateRole && index.column() == WhoColumn)
    return series == nullptr ? stateOf(*study) : series->wanted ? Qt::Checked : Qt::Unchecked;
  if (role != Qt::DisplayRole)
    return {};
  const Found& found = series == nullptr ? study->found : series->found;
  switch (index.column()) {
  case WhoColumn:
    return series == nullptr ? nameOf(found) : seriesTitle(found);
  case DateColumn:
    return series == nullptr ? dateOf(found) : QString();
  case ModalityColumn:
    return series == nullptr ? textOf(found.modalities).replace(u'\\', u", "_s)
                             : textOf(found.modality);
  case DescriptionColumn:
    return textOf(series == nullptr ? found.studyDescription : found.seriesDescription);
  case ImagesColumn:
    return imagesOf(found);
  default:
    return {};
  }
}

bool ArchiveTreeModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
  const Study* known = studyOf(index);
  if (known == nullptr || role != Qt::CheckStateRole)
    return false;
  Study& study = m_studies[static_cast<std::size_t>(known - m_studies.data())];
  const bool wanted = value.toInt() == Qt::Checked;
  if (seriesOf(index) != nullptr) {
    study.series[static_cast<std::size_t>(index.row())].wanted = wanted;
  } else {
    study.wanted = wanted;
    for (Series& series : study.series)
      series.wanted = wanted;
  }
  tellChecked(this->index(static_cast<int>(known - m_studies.data()), 0));
  return true;
}

void ArchiveTreeModel::tellChecked(const QModelIndex& study)
{
  Q_EMIT dataChanged(study, study, {Qt::CheckStateRole});
  if (const int series = rowCount(study); series > 0)
    Q_EMIT dataChanged(index(0, 0, study), index(series - 1, 0, study), {Qt::CheckStateRole});
  Q_EMIT wantedChanged();
}

} // namespace limpid::viewmodels
