#pragma once

#include <QOpenGLWidget>

#include <memory>

namespace limpid::rendering {

/// Hosts a VTK render window in a QOpenGLWidget.
///
/// VTK draws into framebuffers of its own when Qt asks for a paint; the result is copied into the
/// widget's framebuffer. Views own one and work on its Scene (vtk_scene.h, sources only).
///
/// The first rendering compiles shaders. It is done in an event of its own, neither in the layout
/// nor in the paint that show a whole page, so that the window is never held up by several.
class VtkWidget final : public QOpenGLWidget
{
  Q_OBJECT

public:
  struct Scene;

  /// OpenGL 3.2 core without samples, for every window. Call before QApplication is made.
  static void setDefaultSurfaceFormat();

  explicit VtkWidget(QWidget* parent = nullptr);
  ~VtkWidget() override;

  Scene& scene() { return *m_scene; }
  int renders() const { return m_renders; } ///< since it has its context: for tests

protected:
  void initializeGL() override;
  void resizeGL(int width, int height) override;
  void paintGL() override;
  void resizeEvent(QResizeEvent* event) override;

private:
  void releaseContext();
  void render();
  void renderAhead();
  void copyToWidget();

  std::unique_ptr<Scene> m_scene;
  int m_renders = 0;
  bool m_resizing = false;
};

} // namespace limpid::rendering
