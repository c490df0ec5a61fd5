#include "ui/viewmodels/language.h"

#include <algorithm>

namespace limpid::viewmodels {

using namespace Qt::StringLiterals;

namespace {

constexpr auto languageKey = "language";

} // namespace

const std::vector<Language>& languages()
{
  static const std::vector<Language> spoken = {{u"en"_s, u"English"_s},
                                               {u"zh_CN"_s, u"简体中文"_s}};
  return spoken;
}

bool isLanguage(const QString& code)
{
  return std::ranges::any_of(languages(),
                             [&code](const Language& language) { return language.code == code; });
}

QString chosenLanguage(const QSettings& settings)
{
  const QString code = settings.value(QLatin1String(languageKey)).toString();
  return isLanguage(code) ? code : QString();
}

void chooseLanguage(QSettings& settings, const QString& code)
{
  if (code.isEmpty())
    settings.remove(QLatin1String(languageKey));
  else
    settings.setValue(QLatin1String(languageKey), code);
}

QLocale localeOf(const QString& code)
{
  const QLocale asked = code.isEmpty() ? QLocale::system() : QLocale(code);
  const bool chinese =
      asked.language() == QLocale::Chinese && asked.script() == QLocale::SimplifiedChineseScript;
  if (chinese || asked.language() == QLocale::English)
    return asked;
  return QLocale(QLocale::English);
}

} // namespace limpid::viewmodels
