#include "resources/resources.h"

#include <QCoreApplication>
#include <QDir>
#include <QLocale>
#include <QTranslator>

static void initialise() // Q_INIT_RESOURCE can't stand in a namespace
{
  Q_INIT_RESOURCE(limpid);
  Q_INIT_RESOURCE(limpid_translations);
}

void limpid::resources::load()
{
  initialise();
}

void limpid::resources::installTranslations(QCoreApplication& application, const QLocale& locale)
{
  using namespace Qt::StringLiterals;
  load();
  // English last-resort first: it holds the plural forms of the texts in the sources.
  for (const QLocale& language : {QLocale(QLocale::English), locale}) {
    auto* translator = new QTranslator(&application);
    if (translator->load(language, u"limpid"_s, u"_"_s, u":/limpid/translations"_s))
      QCoreApplication::installTranslator(translator);
    else
      delete translator;
  }
}
