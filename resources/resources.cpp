#include "resources/resources.h"

#include <QDir>

static void initialise() // Q_INIT_RESOURCE can't stand in a namespace
{
  Q_INIT_RESOURCE(limpid);
}

void limpid::resources::load()
{
  initialise();
}
