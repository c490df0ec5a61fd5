#include "ui/pages/row_delegate.h"

#include "ui/rendering/colour_tokens.h"

#include <QApplication>
#include <QImageReader>
#include <QPainter>

namespace limpid::pages {

using namespace Qt::StringLiterals;

namespace {

constexpr int spacing = 8;
constexpr int margin = 4;

} // namespace

RowDelegate::RowDelegate(int thumbnailRole, int detailRole, int edge, QObject* parent)
    : QStyledItemDelegate(parent),
      m_thumbnailRole(thumbnailRole),
      m_detailRole(detailRole),
      m_edge(edge)
{
}

bool RowDelegate::hasThumbnail(const QModelIndex& index) const
{
  return index.data(m_thumbnailRole).metaType().id() == QMetaType::QString &&
         !index.model()->hasChildren(index);
}

QPixmap RowDelegate::thumbnail(const QString& path, double devicePixelRatio) const
{
  if (path.isEmpty())
    return {};
  if (const QPixmap* known = m_cache.object(path))
    return *known;
  QImageReader reader(path);
  const int edge = static_cast<int>(m_edge * devicePixelRatio);
  QPixmap pixmap = QPixmap::fromImageReader(&reader);
  if (pixmap.isNull())
    return {};
  pixmap = pixmap.scaled(edge, edge, Qt::KeepAspectRatio, Qt::SmoothTransformation);
  pixmap.setDevicePixelRatio(devicePixelRatio);
  m_cache.insert(path, new QPixmap(pixmap));
  return pixmap;
}

QSize RowDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
  QSize size = QStyledItemDelegate::sizeHint(option, index);
  const int lines = m_detailRole >= 0 ? 2 : 1;
  const int text = lines * option.fontMetrics.height() + 2 * margin;
  const int image = hasThumbnail(index) ? m_edge + 2 * margin : 0;
  size.setHeight(std::max({32, text, image}));
  size.rwidth() += m_edge + spacing;
  return size;
}

void RowDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                        const QModelIndex& index) const
{
  QStyleOptionViewItem background = option;
  initStyleOption(&background, index);
  background.text.clear();
  const QWidget* widget = option.widget;
  QStyle* style = widget != nullptr ? widget->style() : QApplication::style();
  style->drawControl(QStyle::CE_ItemViewItem, &background, painter, widget);

  painter->save();
  QRect place = option.rect.adjusted(margin, margin, -margin, -margin);
  if (hasThumbnail(index)) {
    const QRect frame(place.left(), place.top() + (place.height() - m_edge) / 2, m_edge, m_edge);
    painter->fillRect(frame, rendering::tokenColour(u"canvas"_s));
    const QPixmap pixmap =
        thumbnail(index.data(m_thumbnailRole).toString(), painter->device()->devicePixelRatioF());
    if (!pixmap.isNull()) {
      QRect target(QPoint(), pixmap.deviceIndependentSize().toSize());
      target.moveCenter(frame.center());
      painter->drawPixmap(target.topLeft(), pixmap);
    }
    place.setLeft(frame.right() + spacing);
  }
  const QString title = index.data(Qt::DisplayRole).toString();
  const QString detail = m_detailRole >= 0 ? index.data(m_detailRole).toString() : QString();
  const QFontMetrics metrics = option.fontMetrics;
  painter->setFont(option.font);
  painter->setPen(rendering::tokenColour(u"text"_s));
  const QRect upper = detail.isEmpty() ? place : place.adjusted(0, 0, 0, -place.height() / 2);
  const Qt::Alignment beside = detail.isEmpty() ? Qt::AlignVCenter : Qt::AlignBottom;
  painter->drawText(upper, static_cast<int>((Qt::AlignLeft | beside).toInt()),
                    metrics.elidedText(title, Qt::ElideRight, upper.width()));
  if (!detail.isEmpty()) {
    painter->setPen(rendering::tokenColour(u"text2"_s));
    const QRect lower = place.adjusted(0, place.height() / 2, 0, 0);
    painter->drawText(lower, Qt::AlignLeft | Qt::AlignTop,
                      metrics.elidedText(detail, Qt::ElideRight, lower.width()));
  }
  painter->restore();
}

} // namespace limpid::pages
