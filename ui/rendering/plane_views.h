#pragma once

#include "core/imaging/volume.h"
#include "ui/rendering/image_view.h"
#include "ui/rendering/linked_views.h"

#include <QString>
#include <QWidget>

#include <array>
#include <memory>

namespace limpid::rendering {

/// A volume in three planes with one crosshair and one window. A click moves the crosshair, a drag
/// with Shift takes it along, the wheel steps through the plane; a double click shows one plane
/// alone and brings the others back.
class PlaneViews final : public QWidget
{
  Q_OBJECT

public:
  explicit PlaneViews(QWidget* parent = nullptr);

  /// Real images only: each synthetic one is a picture of its own.
  void setVolume(std::shared_ptr<const imaging::Volume> volume, const imaging::Voxel& voxel,
                 const WindowLevel& window);
  /// Nothing to show, for this reason.
  void clear(const QString& reason);
  void setUnit(const QString& unit);
  void setBadges(Badges badges);
  void setIdentity(const QString& text); ///< upper left of the first plane

  imaging::Voxel voxel() const { return m_voxel; }
  void setVoxel(const imaging::Voxel& voxel); ///< without voxelChanged
  WindowLevel windowLevel() const { return view(imaging::Section::Axial).windowLevel(); }
  void setWindowLevel(const WindowLevel& window);

  ImageView& view(imaging::Section section) const
  {
    return *m_views[static_cast<std::size_t>(section)];
  }

Q_SIGNALS:
  void voxelChanged(const limpid::imaging::Voxel& voxel);
  void windowLevelChanged(const limpid::rendering::WindowLevel& window);

private:
  void connectView(imaging::Section section);
  void show(imaging::Section section, bool first);
  void showCrosshairs();
  void move(const imaging::Voxel& voxel);
  void toggleAlone(imaging::Section section);

  std::array<ImageView*, 3> m_views{};
  LinkedViews m_linked;
  std::shared_ptr<const imaging::Volume> m_volume;
  imaging::Voxel m_voxel{};
  WindowLevel m_window;
  QString m_identity;
};

} // namespace limpid::rendering
