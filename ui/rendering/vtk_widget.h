#pragma once

#include <QOpenGLWidget>

#include <memory>

namespace limpid::rendering {

/// Hosts a VTK render window in a QOpenGLWidget.
///
/// VTK draws into framebuffers of its own when Qt asks for a paint; the result is copied into the
/// widget's framebuffer. Views own one and work on its Scene (vtk_scene.h, sources only).
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

protected:
  void initializeGL() override;
  void resizeGL(int width, int height) override;
  void paintGL() override;

private:
  void releaseContext();
  void copyToWidget();

  std::unique_ptr<Scene> m_scene;
};

} // namespace limpid::rendering
