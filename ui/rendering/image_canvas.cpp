#include "ui/rendering/image_canvas.h"

#include <vtkCamera.h>

namespace limpid::rendering {
namespace {

constexpr double cameraDistance = 10.0;

} // namespace

ImageCanvas::ImageCanvas(QWidget* parent) : m_widget(new VtkWidget(parent))
{
  m_widget->setAttribute(Qt::WA_TransparentForMouseEvents);
  m_widget->setFocusPolicy(Qt::NoFocus);
  m_renderer->SetBackground(0.0, 0.0, 0.0);
  m_renderer->GetActiveCamera()->ParallelProjectionOn();
  m_widget->scene().window->AddRenderer(m_renderer);
}

void ImageCanvas::look(QPointF middle, double height)
{
  vtkCamera* camera = m_renderer->GetActiveCamera();
  camera->SetFocalPoint(middle.x(), middle.y(), 0.0);
  camera->SetPosition(middle.x(), middle.y(), cameraDistance);
  camera->SetViewUp(0.0, 1.0, 0.0);
  camera->SetClippingRange(1.0, 10.0 * cameraDistance);
  camera->SetParallelScale(height / 2.0);
  m_widget->renderSoon();
}

} // namespace limpid::rendering
