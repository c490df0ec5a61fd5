#pragma once

#include "core/imaging/image.h"
#include "ui/rendering/image_view.h"
#include "ui/rendering/window_level.h"

#include <QAbstractScrollArea>
#include <QStringList>

#include <memory>
#include <optional>
#include <set>
#include <vector>

namespace limpid::rendering {

/// Many images in a scrolling grid with one window for all.
///
/// Click selects, Ctrl and Shift extend; arrows move, Space toggles, Ctrl+A selects all, Enter or
/// a double click opens. Left drag over the images windows them all, R resets the window.
class GalleryView final : public QAbstractScrollArea
{
  Q_OBJECT

public:
  explicit GalleryView(QWidget* parent = nullptr);
  ~GalleryView() override;

  /// Shows these from the top with `window`, or with their percentiles together. Clears selection.
  void setImages(std::vector<imaging::Image> images,
                 std::optional<WindowLevel> window = std::nullopt);

  /// Newer images in the same places (previews of a training): window and selection stay.
  void replaceImages(std::vector<imaging::Image> images);

  void setCaptions(const QStringList& captions); ///< under each image; empty = none
  void setBadges(Badges badges);                 ///< on every image
  void setEmptyReason(const QString& sentence);  ///< drawn when there is no image
  void setCellSize(int pixels);                  ///< edge of an image on the screen

  int count() const;
  WindowLevel windowLevel() const;
  void setWindowLevel(const WindowLevel& window); ///< without windowLevelChanged

  int currentIndex() const; ///< −1 = none
  void setCurrentIndex(int index);
  std::set<int> selection() const;
  void setSelection(const std::set<int>& indices);

  /// Where image `index` is on the viewport, in its pixels.
  QRect cellRect(int index) const;

Q_SIGNALS:
  void selectionChanged();
  void currentChanged(int index);
  void activated(int index);
  void windowLevelChanged(const limpid::rendering::WindowLevel& window);

protected:
  void resizeEvent(QResizeEvent* event) override;
  void scrollContentsBy(int dx, int dy) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void focusInEvent(QFocusEvent* event) override;
  void focusOutEvent(QFocusEvent* event) override;

private:
  void select(int index, Qt::KeyboardModifiers modifiers);
  std::optional<int> moved(int key) const; ///< where a key leads, before it is kept in range

  struct Impl;
  std::unique_ptr<Impl> m_impl;
};

} // namespace limpid::rendering
