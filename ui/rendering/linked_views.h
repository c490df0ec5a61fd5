#pragma once

#include "ui/rendering/image_view.h"

#include <QList>
#include <QObject>
#include <QPointer>

namespace limpid::rendering {

/// Views that are looked at together: window, zoom and place go from the one that is handled to the
/// others, and each shows where the pointer is in the other.
class LinkedViews final : public QObject
{
  Q_OBJECT

public:
  explicit LinkedViews(QObject* parent = nullptr);

  /// The view takes window and camera of those that are linked already. Views may be destroyed
  /// before this.
  void add(ImageView& view);
  void remove(ImageView& view);
  /// Off where the images have different units.
  void setWindowLinked(bool linked) { m_windowLinked = linked; }
  void setCameraLinked(bool linked) { m_cameraLinked = linked; }
  /// Off where a place in one view is none in the other.
  void setPointerLinked(bool linked) { m_pointerLinked = linked; }

Q_SIGNALS:
  void scrolled(int steps); ///< of any of the views

private:
  template<typename Act>
  void toOthers(const ImageView& from, Act act);

  QList<QPointer<ImageView>> m_views;
  bool m_windowLinked = true;
  bool m_cameraLinked = true;
  bool m_pointerLinked = true;
};

} // namespace limpid::rendering
