// The main of tests that show widgets: list it among the SOURCES of a DISPLAY test.
#include "ui/rendering/vtk_widget.h"

#include <gtest/gtest.h>

#include <QApplication>

int main(int count, char** arguments)
{
  limpid::rendering::VtkWidget::setDefaultSurfaceFormat();
  const QApplication application(count, arguments);
  testing::InitGoogleTest(&count, arguments);
  return RUN_ALL_TESTS();
}
