#pragma once

#include <QOpenGLWidget>

#include <memory>

namespace limpid::rendering {

class VtkScene;

/// Hosts a VTK render window in a QOpenGLWidget.
///
/// VTK draws into framebuffers of its own when Qt asks for a paint; the result is copied into the
/// widget's framebuffer. Views own one and work on its VtkScene (vtk_scene.h, sources only).
///
/// VTK renders in events of its own, neither in the layout nor in the paint of a whole page, since
/// whatever is new in a scene has shaders compiled or loaded. Meanwhile the widget shows what was
/// rendered before, at first the scene's background. A picture of the widget (grab()) is always
/// complete.
class VtkWidget final : public QOpenGLWidget
{
  Q_OBJECT

public:
  /// OpenGL 3.2 core without samples, for every window. Call before QApplication is made.
  static void setDefaultSurfaceFormat();

  explicit VtkWidget(QWidget* parent = nullptr);
  ~VtkWidget() override;

  VtkScene& scene() { return *m_scene; }
  /// After a change of the scene.
  void renderSoon();
  int renders() const { return m_renders; } ///< since it has its context: for tests

protected:
  void initializeGL() override;
  void resizeGL(int width, int height) override;
  void paintGL() override;
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void showEvent(QShowEvent* event) override;

private:
  QSize devicePixels() const;
  void releaseContext();
  void render();
  void queueRendering();
  void renderAhead();
  bool isUpToDate() const { return m_renders > 0 && !m_stale; }

  std::unique_ptr<VtkScene> m_scene;
  int m_renders = 0;
  bool m_stale = true;        ///< against the scene
  bool m_queued = false;      ///< renderAhead() will be called
  bool m_driverReady = false; ///< something was rendered, if nothing
  bool m_painting = false;    ///< for the window, not for a picture
  bool m_resizing = false;
};

} // namespace limpid::rendering
