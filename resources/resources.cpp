#include "resources/resources.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

#include <cstring>

static void initialise() // Q_INIT_RESOURCE can't stand in a namespace
{
  Q_INIT_RESOURCE(limpid);
  Q_INIT_RESOURCE(limpid_translations);
}

void limpid::resources::load()
{
  initialise();
}

namespace {

/// lupdate doesn't see `namespace a::b {` and files the texts under the class's own name, while
/// tr() asks with the namespaces before it.
class UnqualifyingTranslator final : public QTranslator
{
public:
  using QTranslator::QTranslator;

  QString translate(const char* context, const char* text, const char* disambiguation,
                    int n) const override
  {
    const char* colon = std::strrchr(context, ':');
    const QString found =
        QTranslator::translate(colon == nullptr ? context : colon + 1, text, disambiguation, n);
    return found.isEmpty() ? QTranslator::translate(context, text, disambiguation, n) : found;
  }
};

} // namespace

void limpid::resources::installTranslations(QCoreApplication& application, const QLocale& locale)
{
  using namespace Qt::StringLiterals;
  load();
  for (auto* earlier : application.findChildren<QTranslator*>()) {
    QCoreApplication::removeTranslator(earlier);
    delete earlier;
  }
  auto* ofQt = new QTranslator(&application);
  if (ofQt->load(locale, u"qtbase"_s, u"_"_s, QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
    QCoreApplication::installTranslator(ofQt);
  else
    delete ofQt;
  // English last-resort first: it holds the plural forms of the texts in the sources.
  for (const QLocale& language : {QLocale(QLocale::English), locale}) {
    auto* translator = new UnqualifyingTranslator(&application);
    if (translator->load(language, u"limpid"_s, u"_"_s, u":/limpid/translations"_s))
      QCoreApplication::installTranslator(translator);
    else
      delete translator;
  }
}
