#include "ui/rendering/render_context.h"

namespace limpid::rendering {

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
  m_surface.create();
  m_context.setShareContext(QOpenGLContext::globalShareContext());
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
