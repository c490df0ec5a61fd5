#include "core/base/figures.h"

#include <gtest/gtest.h>

namespace limpid {

TEST(Figures, GroupThousands)
{
  EXPECT_EQ(saidCount(0), "0");
  EXPECT_EQ(saidCount(999), "999");
  EXPECT_EQ(saidCount(1000), "1,000");
  EXPECT_EQ(saidCount(1234567), "1,234,567");
  EXPECT_EQ(saidCount(-123456), "-123,456");
}

TEST(Figures, SayBytesInTheUnitThatFits)
{
  EXPECT_EQ(saidBytes(12'400'000), "12 MB");
  EXPECT_EQ(saidBytes(999'700'000), "1 GB");
  EXPECT_EQ(saidBytes(1'440'000'000), "1.4 GB");
  EXPECT_EQ(saidBytes(23'000'000'000), "23 GB");
  EXPECT_EQ(saidBytes(2100), "3 kB");
}

TEST(Figures, SayAMeasuredSpanToTheSecond)
{
  EXPECT_EQ(saidDuration(0.84), "0.8 s");
  EXPECT_EQ(saidDuration(12.2), "12 s");
  EXPECT_EQ(saidDuration(59.7), "1 min 0 s");
  EXPECT_EQ(saidDuration(250.0), "4 min 10 s");
  EXPECT_EQ(saidDuration(7500.0), "2 h 5 min");
}

TEST(Figures, SayAGuessedSpanRoughly)
{
  EXPECT_EQ(roughDuration(0.2), "1 s");
  EXPECT_EQ(roughDuration(41.0), "41 s");
  EXPECT_EQ(roughDuration(250.0), "4 min");
  EXPECT_EQ(roughDuration(9000.0), "2.5 h");
  EXPECT_EQ(roughDuration(260000.0), "3 days");
}

TEST(Figures, ReadSpansOfTime)
{
  EXPECT_DOUBLE_EQ(durationFromText("600s").value(), 600.0);
  EXPECT_DOUBLE_EQ(durationFromText("10min").value(), 600.0);
  EXPECT_DOUBLE_EQ(durationFromText("1.5h").value(), 5400.0);
  EXPECT_DOUBLE_EQ(durationFromText("1h30min").value(), 5400.0);
  EXPECT_DOUBLE_EQ(durationFromText("2d").value(), 172800.0);
  for (const char* wrong : {"", "10", "h", "-5s", "10 parsecs", "0s", "1h30", "nans", "1e400s"})
    EXPECT_FALSE(durationFromText(wrong)) << wrong;
}

} // namespace limpid
