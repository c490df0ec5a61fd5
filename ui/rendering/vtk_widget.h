#pragma once

#include <QImage>
#include <QWidget>

#include <memory>

namespace limpid::rendering {

class VtkScene;

/// Shows what VTK renders. Views own one and work on its VtkScene (vtk_scene.h, sources only).
///
/// VTK renders in an event of its own, neither in the layout nor in the paint of a whole page, and
/// the pixels are read back: a paint copies them, so that a window needs no OpenGL and Qt paints it
/// as any other (software OpenGL takes 20 ms to put a page together). Until then the widget shows
/// what was rendered before, at first the scene's background. A picture of the widget (grab()) is
/// always complete.
class VtkWidget final : public QWidget
{
  Q_OBJECT

public:
  explicit VtkWidget(QWidget* parent = nullptr);
  ~VtkWidget() override;

  VtkScene& scene() { return *m_scene; }
  /// After a change of the scene.
  void renderSoon();
  int renders() const { return m_renders; } ///< for tests

protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void showEvent(QShowEvent* event) override;

private:
  QSize devicePixels() const;
  void render();
  void renderAhead();

  std::unique_ptr<VtkScene> m_scene;
  QImage m_picture; ///< what was rendered last
  int m_renders = 0;
  bool m_stale = true;   ///< against the scene
  bool m_queued = false; ///< renderAhead() will be called
};

} // namespace limpid::rendering
