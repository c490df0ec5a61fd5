#pragma once

#include <QCache>
#include <QPixmap>
#include <QStyledItemDelegate>

namespace limpid::pages {

/// Draws an item as a thumbnail beside its text, with a quieter second line where there is one.
class RowDelegate final : public QStyledItemDelegate
{
  Q_OBJECT

public:
  /// Roles of the model: path of the thumbnail, second line (or −1). `edge` of the thumbnail, px.
  RowDelegate(int thumbnailRole, int detailRole, int edge, QObject* parent);

  void paint(QPainter* painter, const QStyleOptionViewItem& option,
             const QModelIndex& index) const override;
  QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
  bool hasThumbnail(const QModelIndex& index) const;
  QPixmap thumbnail(const QString& path, double devicePixelRatio) const;

  int m_thumbnailRole;
  int m_detailRole;
  int m_edge;
  mutable QCache<QString, QPixmap> m_cache{2000};
};

} // namespace limpid::pages
