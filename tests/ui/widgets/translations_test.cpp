#include "resources/resources.h"

#include <QCoreApplication>
#include <QFile>
#include <QLocale>

#include <gtest/gtest.h>

namespace limpid::resources {

TEST(Translations, GiveEnglishItsPluralForms)
{
  using namespace Qt::StringLiterals;
  installTranslations(*QCoreApplication::instance(), QLocale(QLocale::English));
  EXPECT_TRUE(QFile::exists(u":/limpid/translations/limpid_en.qm"_s));
  const auto slices = [](int count) {
    return QCoreApplication::translate("limpid::viewmodels::StudiesViewModel", "%Ln slice(s)",
                                       nullptr, count);
  };
  EXPECT_EQ(slices(1), u"1 slice"_s);
  EXPECT_EQ(slices(40), u"40 slices"_s);
}

} // namespace limpid::resources
