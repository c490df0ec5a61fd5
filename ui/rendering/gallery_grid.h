#pragma once

#include "core/imaging/image.h"
#include "ui/rendering/image_canvas.h"
#include "ui/rendering/image_view.h"
#include "ui/rendering/window_level.h"

#include <QRect>
#include <QStringList>

#include <vtkImageSlice.h>
#include <vtkSmartPointer.h>

#include <map>
#include <set>
#include <vector>

namespace limpid::rendering {

class GalleryOverlay;

/// What GalleryView shows: cells in rows, of which only the visible ones hold a VTK slice.
class GalleryGrid final
{
public:
  static constexpr int spacing = 8;
  static constexpr int captionHeight = 18;

  explicit GalleryGrid(QWidget* viewport);

  void setImages(std::vector<imaging::Image> images);
  void setWindow(const WindowLevel& window);
  const WindowLevel& window() const { return m_window; }

  void place(const QRect& area); ///< lays the cells out in the viewport
  void scrollTo(int top);
  void refresh(); ///< after a change of the public members

  int count() const { return static_cast<int>(std::ssize(m_images)); }
  int columns() const;
  int rowHeight() const;
  int contentHeight() const;
  QRect cellRect(int index) const; ///< of the image, in the viewport
  int indexAt(QPoint position) const;

  QStringList captions;
  Badges badges;
  QString emptyReason;
  int cellEdge = 128;
  int current = -1;
  bool focused = false;
  std::set<int> selected;

private:
  void showVisible();
  void placeSlice(vtkImageSlice& slice, int index) const;

  ImageCanvas m_canvas;
  GalleryOverlay* m_overlay;
  std::vector<imaging::Image> m_images;
  std::map<int, vtkSmartPointer<vtkImageSlice>> m_slices;
  WindowLevel m_window;
  QRect m_area;
  int m_top = 0;
};

} // namespace limpid::rendering
