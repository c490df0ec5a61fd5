#include "ui/rendering/linked_views.h"

#include <algorithm>

namespace limpid::rendering {
namespace {

/// The place on an image of another size.
QPointF samePlace(QPointF imagePoint, const ImageView& from, const ImageView& to)
{
  const imaging::Image& own = from.image();
  const imaging::Image& other = to.image();
  return {imagePoint.x() * other.columns / std::max(1, own.columns),
          imagePoint.y() * other.rows / std::max(1, own.rows)};
}

} // namespace

LinkedViews::LinkedViews(QObject* parent) : QObject(parent) {}

template<typename Act>
void LinkedViews::toOthers(const ImageView& from, Act act)
{
  m_views.removeIf([](const QPointer<ImageView>& view) { return view.isNull(); });
  for (const QPointer<ImageView>& view : m_views)
    if (view.data() != &from)
      act(*view);
}

void LinkedViews::add(ImageView& view)
{
  toOthers(view, [&](const ImageView& other) {
    if (m_windowLinked && !other.image().pixels.empty())
      view.setWindowLevel(other.windowLevel());
    if (m_cameraLinked)
      view.setCamera(other.camera());
  });
  m_views.append(&view);
  connect(&view, &ImageView::windowLevelChanged, this, [this, &view](const WindowLevel& window) {
    if (m_windowLinked)
      toOthers(view, [&](ImageView& other) { other.setWindowLevel(window); });
  });
  connect(&view, &ImageView::cameraChanged, this, [this, &view](const ViewCamera& camera) {
    if (m_cameraLinked)
      toOthers(view, [&](ImageView& other) { other.setCamera(camera); });
  });
  connect(&view, &ImageView::pointerAt, this, [this, &view](std::optional<QPointF> imagePoint) {
    if (m_pointerLinked)
      toOthers(view, [&](ImageView& other) {
        other.setPointerMark(imagePoint ? std::optional(samePlace(*imagePoint, view, other))
                                        : std::nullopt);
      });
  });
  connect(&view, &ImageView::scrolled, this, &LinkedViews::scrolled);
}

void LinkedViews::remove(ImageView& view)
{
  view.disconnect(this);
  view.setPointerMark(std::nullopt);
  m_views.removeAll(&view);
}

} // namespace limpid::rendering
