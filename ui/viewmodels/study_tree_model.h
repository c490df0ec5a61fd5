#pragma once

#include "core/study/library.h"

#include <QAbstractItemModel>
#include <QHash>
#include <QString>

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace limpid::viewmodels {

/// Patient › study › series. Identity is shown only when asked: pseudonyms stand in its place.
class StudyTreeModel final : public QAbstractItemModel
{
  Q_OBJECT

public:
  enum Role {
    UidRole = Qt::UserRole + 1, ///< of the series; empty above
    DetailRole,                 ///< second line: counts, modality
    ThumbnailRole,              ///< path of a PNG, empty while there is none
    WarningRole,                ///< sentences, one a line
    LeftOutRole,                ///< true for scouts, derived, secondary and synthetic series
    LevelRole                   ///< 0 patient, 1 study, 2 series
  };

  explicit StudyTreeModel(QObject* parent = nullptr);
  ~StudyTreeModel() override;

  /// `pseudonyms` by patient key.
  void setSeries(std::vector<study::SeriesRecord> series,
                 std::map<std::string, std::string> pseudonyms);
  void setIdentityShown(bool shown);
  void setThumbnail(const QString& seriesUid, const QString& path);

  QModelIndex index(int row, int column, const QModelIndex& parent) const override;
  QModelIndex parent(const QModelIndex& child) const override;
  int rowCount(const QModelIndex& parent) const override;
  int columnCount(const QModelIndex& parent) const override;
  QVariant data(const QModelIndex& index, int role) const override;

private:
  struct Node;
  Node* nodeOf(const QModelIndex& index) const;
  QString titleOf(const Node& node) const;
  QString detailOf(const Node& node) const;

  std::vector<study::SeriesRecord> m_series;
  std::map<std::string, std::string> m_pseudonyms;
  std::unique_ptr<Node> m_root;
  QHash<QString, Node*> m_nodeOfSeries;
  bool m_identityShown = false;
};

} // namespace limpid::viewmodels
