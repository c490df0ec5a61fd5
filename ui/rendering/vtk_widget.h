#pragma once

#include <QOpenGLWidget>

#include <memory>

namespace limpid::rendering {

class VtkScene;

/// Shows a VTK render window in a QOpenGLWidget. Views own one and work on its VtkScene
/// (vtk_scene.h, sources only).
///
/// VTK renders into a texture, in an event of its own, neither in the layout nor in the paint of a
/// whole page; a paint copies it. Until then the widget shows what was rendered before, at first
/// the scene's background. A picture of the widget (grab()) is always complete.
class VtkWidget final : public QOpenGLWidget
{
  Q_OBJECT

public:
  /// OpenGL 3.2 core without samples, for every window, in contexts that share textures. Call
  /// before QApplication is made.
  static void setDefaultSurfaceFormat();

  explicit VtkWidget(QWidget* parent = nullptr);
  ~VtkWidget() override;

  VtkScene& scene() { return *m_scene; }
  /// After a change of the scene.
  void renderSoon();
  int renders() const { return m_renders; } ///< for tests

protected:
  void paintGL() override;
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void showEvent(QShowEvent* event) override;

private:
  QSize devicePixels() const;
  void render();
  void renderAhead();

  std::unique_ptr<VtkScene> m_scene;
  int m_renders = 0;
  bool m_stale = true;     ///< against the scene
  bool m_queued = false;   ///< renderAhead() will be called
  bool m_painting = false; ///< for the window, not for a picture
  bool m_resizing = false;
};

} // namespace limpid::rendering
