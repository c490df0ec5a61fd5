#include "ui/widgets/icons.h"

#include "resources/resources.h"

#include <QFile>
#include <QGuiApplication>
#include <QPainter>
#include <QPalette>
#include <QSvgRenderer>

#include <array>

namespace limpid::widgets {
namespace {

constexpr std::array edges{16, 20, 24, 32, 48};
constexpr double sharpest = 2.0; // device pixels that ready-made pixmaps are drawn for

QByteArray iconSource(const QString& name)
{
  resources::load();
  QFile file(QStringLiteral(":/limpid/icons/%1.svg").arg(name));
  return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QPixmap drawn(QByteArray source, const QColor& colour, int edge, double devicePixelRatio)
{
  QSvgRenderer renderer(source.replace("currentColor", colour.name().toLatin1()));
  QPixmap pixmap(QSize(edge, edge) * devicePixelRatio);
  pixmap.setDevicePixelRatio(devicePixelRatio);
  pixmap.fill(Qt::transparent);
  QPainter painter(&pixmap);
  renderer.render(&painter, QRectF(0, 0, edge, edge));
  return pixmap;
}

} // namespace

QPixmap iconPixmap(const QString& name, const QColor& colour, int edge, double devicePixelRatio)
{
  const QByteArray source = iconSource(name);
  return source.isEmpty() ? QPixmap() : drawn(source, colour, edge, devicePixelRatio);
}

QIcon themedIcon(const QString& name)
{
  const QByteArray source = iconSource(name);
  if (source.isEmpty())
    return {};
  const QPalette palette = QGuiApplication::palette();
  QIcon icon;
  for (const int edge : edges) {
    icon.addPixmap(drawn(source, palette.color(QPalette::Active, QPalette::Text), edge, sharpest),
                   QIcon::Normal);
    icon.addPixmap(drawn(source, palette.color(QPalette::Disabled, QPalette::Text), edge, sharpest),
                   QIcon::Disabled);
  }
  return icon;
}

} // namespace limpid::widgets
