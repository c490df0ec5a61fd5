#pragma once

#include "core/network/find.h"
#include "core/network/retrieve.h"

#include <QAbstractItemModel>
#include <QString>

#include <optional>
#include <vector>

namespace limpid::viewmodels {

/// What a search in an archive has found: study › series, to be ticked. The series of a study come
/// when it is opened.
class ArchiveTreeModel final : public QAbstractItemModel
{
  Q_OBJECT

public:
  enum Column { WhoColumn, DateColumn, ModalityColumn, DescriptionColumn, ImagesColumn };
  static constexpr int columns = ImagesColumn + 1;

  using QAbstractItemModel::QAbstractItemModel;

  void setStudies(const std::vector<network::Found>& studies);
  void setSeries(const QString& studyUid, const std::vector<network::Found>& series);

  /// The UID of a study whose series aren't known yet; empty for others.
  QString unopenedStudy(const QModelIndex& index) const;
  std::vector<network::Wanted> wanted() const; ///< what is ticked
  int wantedStudies() const;
  /// How many images are ticked; nothing where the archive doesn't tell it.
  std::optional<int> wantedImages() const;

  QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
  QModelIndex parent(const QModelIndex& child) const override;
  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  bool hasChildren(const QModelIndex& parent = {}) const override;
  Qt::ItemFlags flags(const QModelIndex& index) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  bool setData(const QModelIndex& index, const QVariant& value, int role) override;

Q_SIGNALS:
  void wantedChanged();

private:
  struct Series
  {
    network::Found found;
    bool wanted = false;
  };
  struct Study
  {
    network::Found found;
    bool wanted = false; ///< while its series aren't known
    bool opened = false;
    std::vector<Series> series;
  };

  Qt::CheckState stateOf(const Study& study) const;
  const Study* studyOf(const QModelIndex& index) const;
  const Series* seriesOf(const QModelIndex& index) const;
  void tellChecked(const QModelIndex& study);

  std::vector<Study> m_studies;
};

} // namespace limpid::viewmodels
