#include "ui/viewmodels/image_table_model.h"

#include "ui/viewmodels/core_text.h"

#include <QLocale>

#include <algorithm>
#include <cmath>
#include <set>

namespace limpid::viewmodels {

using namespace Qt::StringLiterals;

namespace {

constexpr double sortsLast = 1e300;

QString nameOf(const study::ImageKey& image)
{
  return QString::fromStdString(image.uid) + u'#' + QString::number(image.frame);
}

} // namespace

ImageTableModel::ImageTableModel(WorkerClient& worker, QObject* parent)
    : QAbstractTableModel(parent), m_worker(worker)
{
  connect(&m_worker, &WorkerClient::ready, this, &ImageTableModel::thumbnailArrived);
}

void ImageTableModel::setContent(KindContent content)
{
  beginResetModel();
  m_content = std::move(content);
  m_rated.clear();
  m_noise.reset();
  for (std::size_t at = 0; at < m_content.schema.size(); ++at) {
    if (m_content.schema[at].use == risk::ComponentUse::Noise && !m_noise)
      m_noise = at;
    else
      m_rated.push_back(at);
  }
  m_rowOfImage.clear();
  for (std::size_t row = 0; row < m_content.images.size(); ++row)
    m_rowOfImage.insert(nameOf(m_content.images[row].record.key), static_cast<int>(row));
  endResetModel();
}

void ImageTableModel::setValue(const std::vector<int>& rows, const std::string& component,
                               const std::optional<risk::Rating>& rating)
{
  if (rows.empty())
    return;
  for (const int row : rows) {
    risk::QualityVector& quality = m_content.images[static_cast<std::size_t>(row)].quality;
    if (rating)
      quality[component] = *rating;
    else
      quality.erase(component);
  }
  // Once: who sorts would do it again for each row.
  const auto [first, last] = std::ranges::minmax(rows);
  Q_EMIT dataChanged(index(first, 0), index(last, columnCount() - 1));
}

void ImageTableModel::setRemark(const std::vector<int>& rows, const risk::RemarkChange& change)
{
  if (rows.empty())
    return;
  for (const int row : rows) {
    RatedImage& image = m_content.images[static_cast<std::size_t>(row)];
    std::erase_if(image.remarks, [&change](const risk::Remark& one) {
      return one.kind == change.kind && one.component == change.component &&
             one.author == change.author;
    });
    if (change.text)
      image.remarks.push_back({{risk::Level::Image, image.record.key.uid, image.record.key.frame},
                               change.component,
                               change.kind,
                               *change.text,
                               change.author,
                               {}});
    image.later = std::ranges::any_of(
        image.remarks, [](const risk::Remark& one) { return one.kind == risk::RemarkKind::Later; });
  }
  const auto [first, last] = std::ranges::minmax(rows);
  Q_EMIT dataChanged(index(first, 0), index(last, columnCount() - 1));
}

void ImageTableModel::wantThumbnails(const std::vector<int>& rows)
{
  std::set<study::ImageKey> wanted;
  for (const int row : rows)
    wanted.insert(image(row).record.key);
  std::erase_if(m_asked, [&](const study::ImageKey& key) {
    if (wanted.contains(key))
      return false;
    m_worker.cancel(key);
    return true;
  });
  for (auto row = rows.rbegin(); row != rows.rend(); ++row) // the newest request goes first
    if (const study::ImageKey& key = image(*row).record.key; m_worker.request(key))
      m_asked.push_back(key);
}

void ImageTableModel::thumbnailArrived(const QString& uid, int frame)
{
  const int row = m_rowOfImage.value(nameOf({uid.toStdString(), frame}), -1);
  if (row >= 0)
    Q_EMIT dataChanged(index(row, ImageColumn), index(row, ImageColumn), {ThumbnailRole});
}

int ImageTableModel::rowCount(const QModelIndex& parent) const
{
  return parent.isValid() ? 0 : static_cast<int>(m_content.images.size());
}

int ImageTableModel::columnCount(const QModelIndex& parent) const
{
  return parent.isValid() ? 0 : FixedColumns + static_cast<int>(m_rated.size());
}

const risk::Component* ImageTableModel::componentOf(int column) const
{
  if (column == NoiseColumn || column == SourceColumn)
    return m_noise ? &m_content.schema[*m_noise] : nullptr;
  if (column >= FixedColumns)
    return &m_content.schema[m_rated[static_cast<std::size_t>(column - FixedColumns)]];
  return nullptr;
}

QString ImageTableModel::estimatorWord(const std::string& source)
{
  const std::pair<const char*, QString> words[] = {
      {"repeat-difference", tr("repeats")}, {"header-prior", tr("dose or averages")},
      {"spectrum", tr("spectrum")},         {"immerkaer", tr("Immerkær")},
      {"wavelet-mad", tr("wavelets")},      {"air-background", tr("air")}};
  for (const auto& [id, word] : words)
    if (source == id)
      return word;
  return QString::fromStdString(source); // somebody else's plugin
}

QString ImageTableModel::sourceText(const risk::Rating& rating)
{
  QString text;
  if (rating.source == "person")
    text = rating.author.empty() ? tr("set by hand")
                                 : tr("set by %1").arg(QString::fromStdString(rating.author));
  else if (rating.source == "table")
    text = tr("from a table");
  else
    text = tr("measured (%1)").arg(estimatorWord(rating.source));
  if (rating.level == risk::Level::Series)
    text += tr(", inherited from the series");
  else if (rating.level == risk::Level::Study)
    text += tr(", inherited from the study");
  return text;
}

QString ImageTableModel::valueText(const risk::Component& component,
                                   const risk::QualityVector& quality) const
{
  const auto rating = quality.find(component.id);
  if (rating == quality.end())
    return component.use == risk::ComponentUse::Noise ? tr("not measured") : tr("not rated");
  const double value = rating->second.value;
  for (std::size_t step = 0; step < component.values.size() && step < component.words.size();
       ++step)
    if (std::abs(component.values[step] - value) < 1e-9)
      return coreText(component.words[step]);
  const bool measured = component.use == risk::ComponentUse::Noise;
  const QString unit =
      measured ? QString::fromStdString(m_content.unit) : QString::fromStdString(component.unit);
  const bool needsTenths = value > 0.0 && value < 10.0;
  const QString number = QLocale().toString(value, 'f', needsTenths ? 1 : 0);
  return unit.isEmpty() ? number : QString(number + u' ' + unit);
}

QVariant ImageTableModel::textOf(const RatedImage& image, int column) const
{
  switch (column) {
  case ImageColumn:
    return QString::fromStdString(image.patient);
  case SeriesColumn:
    return QString::fromStdString(image.series);
  case SliceColumn:
    return QLocale().toString(image.slice);
  default:
    break;
  }
  const risk::Component* component = componentOf(column);
  if (component == nullptr)
    return {};
  const auto rating = image.quality.find(component->id);
  if (column == SourceColumn)
    return rating == image.quality.end() ? QString() : sourceText(rating->second);
  return valueText(*component, image.quality);
}

QVariant ImageTableModel::sortValueOf(const RatedImage& image, int column) const
{
  if (column == SliceColumn)
    return image.slice;
  const risk::Component* component = componentOf(column);
  if (component == nullptr || column == SourceColumn)
    return textOf(image, column);
  const auto rating = image.quality.find(component->id);
  return rating == image.quality.end() ? sortsLast : rating->second.value;
}

QVariant ImageTableModel::data(const QModelIndex& index, int role) const
{
  if (!index.isValid())
    return {};
  const RatedImage& rated = image(index.row());
  const risk::Component* component = componentOf(index.column());
  switch (role) {
  case Qt::DisplayRole:
    return textOf(rated, index.column());
  case Qt::ToolTipRole:
    if (component != nullptr)
      if (const auto rating = rated.quality.find(component->id); rating != rated.quality.end())
        return sourceText(rating->second);
    return {};
  case Qt::TextAlignmentRole:
    if (index.column() == SliceColumn || index.column() == NoiseColumn)
      return QVariant::fromValue(Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter));
    return {};
  case ThumbnailRole:
    return index.column() == ImageColumn ? m_worker.thumbnail(rated.record.key) : QString();
  case SortRole:
    return sortValueOf(rated, index.column());
  case UnratedRole:
    return component != nullptr && !rated.quality.contains(component->id);
  case ValueRole:
    if (component != nullptr)
      if (const auto rating = rated.quality.find(component->id); rating != rated.quality.end())
        return rating->second.value;
    return {};
  default:
    return {};
  }
}

QVariant ImageTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
  if (role == Qt::TextAlignmentRole && (section == SliceColumn || section == NoiseColumn))
    return QVariant::fromValue(Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter));
  if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
    return {};
  switch (section) {
  case ImageColumn:
    return tr("Patient");
  case SeriesColumn:
    return tr("Series");
  case SliceColumn:
    return tr("Slice");
  case NoiseColumn:
    return tr("Noise");
  case SourceColumn:
    return tr("Source");
  default:
    break;
  }
  const risk::Component* component = componentOf(section);
  return component == nullptr ? QString() : coreText(component->label);
}

} // namespace limpid::viewmodels
