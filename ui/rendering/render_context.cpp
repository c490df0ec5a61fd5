#include "ui/rendering/render_context.h"

#include <QSurfaceFormat>

namespace limpid::rendering {
namespace {

QSurfaceFormat vtkFormat()
{
  QSurfaceFormat format;
  format.setRenderableType(QSurfaceFormat::OpenGL);
  format.setVersion(3, 2);
  format.setProfile(QSurfaceFormat::CoreProfile);
  format.setRedBufferSize(8);
  format.setGreenBufferSize(8);
  format.setBlueBufferSize(8);
  format.setAlphaBufferSize(8);
  format.setDepthBufferSize(8);
  format.setSamples(0);
  return format;
}

} // namespace

std::shared_ptr<RenderContext> RenderContext::shared()
{
  static std::weak_ptr<RenderContext> known;
  std::shared_ptr<RenderContext> context = known.lock();
  if (!context)
    known = context = std::make_shared<RenderContext>();
  return context;
}

RenderContext::RenderContext()
{
  m_surface.setFormat(vtkFormat());
  m_surface.create();
  m_context.setFormat(vtkFormat());
  m_context.create();
}

bool RenderContext::makeCurrent()
{
  return m_context.isValid() && m_context.makeCurrent(&m_surface);
}

bool RenderContext::isCurrent() const
{
  return QOpenGLContext::currentContext() == &m_context;
}

void RenderContext::doneCurrent()
{
  m_context.doneCurrent();
}

} // namespace limpid::rendering
