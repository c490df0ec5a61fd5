#include "ui/viewmodels/study_tree_model.h"

#include "ui/viewmodels/core_text.h"

#include <QStringList>

#include <algorithm>

namespace limpid::viewmodels {

using namespace Qt::StringLiterals;

struct StudyTreeModel::Node
{
  Node* above = nullptr;
  int row = 0;
  int level = -1; // 0 patient, 1 study, 2 series
  int images = 0;
  const study::SeriesRecord* series = nullptr; // the node's own, or the first below it
  QString thumbnail;
  std::vector<std::unique_ptr<Node>> children;

  Node& add(const study::SeriesRecord& record)
  {
    auto child = std::make_unique<Node>();
    child->above = this;
    child->row = static_cast<int>(children.size());
    child->level = level + 1;
    child->series = &record;
    children.push_back(std::move(child));
    return *children.back();
  }
};

StudyTreeModel::StudyTreeModel(QObject* parent)
    : QAbstractItemModel(parent), m_root(std::make_unique<Node>())
{
}

StudyTreeModel::~StudyTreeModel() = default;

void StudyTreeModel::setSeries(std::vector<study::SeriesRecord> series,
                               std::map<std::string, std::string> pseudonyms)
{
  beginResetModel();
  QHash<QString, QString> thumbnails;
  for (auto at = m_nodeOfSeries.cbegin(); at != m_nodeOfSeries.cend(); ++at)
    thumbnails.insert(at.key(), at.value()->thumbnail);
  m_nodeOfSeries.clear();
  m_series = std::move(series);
  m_pseudonyms = std::move(pseudonyms);
  m_root = std::make_unique<Node>();

  std::map<std::string, Node*> patients;
  std::map<std::pair<std::string, std::string>, Node*> studies;
  for (const study::SeriesRecord& record : m_series) {
    Node*& patient = patients[record.patientKey];
    if (patient == nullptr)
      patient = &m_root->add(record);
    Node*& study = studies[{record.patientKey, record.studyUid}];
    if (study == nullptr)
      study = &patient->add(record);
    Node& leaf = study->add(record);
    const QString uid = QString::fromStdString(record.uid);
    leaf.thumbnail = thumbnails.value(uid);
    m_nodeOfSeries.insert(uid, &leaf);
    for (Node* node : {patient, study, &leaf})
      node->images += record.images;
  }
  endResetModel();
}

void StudyTreeModel::setIdentityShown(bool shown)
{
  m_identityShown = shown;
  const int patients = rowCount({});
  if (patients > 0)
    Q_EMIT dataChanged(index(0, 0, {}), index(patients - 1, 0, {}));
}

void StudyTreeModel::setThumbnail(const QString& seriesUid, const QString& path)
{
  Node* node = m_nodeOfSeries.value(seriesUid);
  if (node == nullptr)
    return;
  node->thumbnail = path;
  const QModelIndex changed = createIndex(node->row, 0, node);
  Q_EMIT dataChanged(changed, changed, {ThumbnailRole});
}

StudyTreeModel::Node* StudyTreeModel::nodeOf(const QModelIndex& index) const
{
  return index.isValid() ? static_cast<Node*>(index.internalPointer()) : m_root.get();
}

QModelIndex StudyTreeModel::index(int row, int column, const QModelIndex& parent) const
{
  const Node* above = nodeOf(parent);
  if (column != 0 || row < 0 || row >= static_cast<int>(above->children.size()))
    return {};
  return createIndex(row, column, above->children[static_cast<std::size_t>(row)].get());
}

QModelIndex StudyTreeModel::parent(const QModelIndex& child) const
{
  Node* above = child.isValid() ? nodeOf(child)->above : nullptr;
  if (above == nullptr || above == m_root.get())
    return {};
  return createIndex(above->row, 0, above);
}

int StudyTreeModel::rowCount(const QModelIndex& parent) const
{
  return static_cast<int>(nodeOf(parent)->children.size());
}

int StudyTreeModel::columnCount(const QModelIndex&) const
{
  return 1;
}

QString StudyTreeModel::titleOf(const Node& node) const
{
  const study::SeriesRecord& record = *node.series;
  if (node.level == 2) {
    const QString text = QString::fromStdString(record.description);
    return text.isEmpty() ? tr("Series %1").arg(record.number) : text;
  }
  if (node.level == 1) {
    const QString text = m_identityShown ? QString::fromStdString(record.studyDescription) : u""_s;
    const QString date = m_identityShown ? QString::fromStdString(record.studyDate) : u""_s;
    const QString joined = QStringList{text, date}.join(u' ').trimmed();
    return joined.isEmpty() ? tr("Study %1").arg(node.row + 1) : joined;
  }
  if (m_identityShown) {
    const QString name = QString::fromStdString(record.patientName);
    return name.isEmpty() ? QString::fromStdString(record.patientId) : name;
  }
  const auto pseudonym = m_pseudonyms.find(record.patientKey);
  return pseudonym == m_pseudonyms.end() ? tr("Patient %1").arg(node.row + 1)
                                         : QString::fromStdString(pseudonym->second);
}

QString StudyTreeModel::detailOf(const Node& node) const
{
  const QString slices = tr("%Ln slice(s)", nullptr, node.images);
  if (node.level != 2)
    return slices;
  const study::SeriesRecord& record = *node.series;
  return tr("%1 · %2 × %3 · %4")
      .arg(QString::fromStdString(record.modality))
      .arg(record.columns)
      .arg(record.rows)
      .arg(slices);
}

QVariant StudyTreeModel::data(const QModelIndex& index, int role) const
{
  if (!index.isValid())
    return {};
  const Node& node = *nodeOf(index);
  const study::SeriesRecord& record = *node.series;
  const bool isSeries = node.level == 2;
  switch (role) {
  case Qt::DisplayRole:
    return titleOf(node);
  case Qt::AccessibleTextRole:
    return QString(titleOf(node) + u", "_s + detailOf(node));
  case UidRole:
    return isSeries ? QString::fromStdString(record.uid) : QString();
  case DetailRole:
    return detailOf(node);
  case ThumbnailRole:
    return node.thumbnail;
  case LevelRole:
    return node.level;
  case LeftOutRole:
    return isSeries && (record.localizer || record.derived || record.secondary || record.synthetic);
  case WarningRole:
  case Qt::ToolTipRole: {
    QStringList sentences;
    if (isSeries)
      for (const std::string& sentence : record.warnings)
        sentences.append(coreText(sentence));
    return sentences.join(u'\n');
  }
  default:
    return {};
  }
}

} // namespace limpid::viewmodels
