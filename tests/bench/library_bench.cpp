#include "core/study/library.h"
#include "core/study/search_text.h"
#include "tests/support/temporary_folder.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <SQLiteCpp/VariadicBind.h>
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <array>

namespace limpid::study {
namespace {

constexpr int images = 100'000;
constexpr std::size_t mostShown = 2000; // in the window

/// 100,000 images in series of this many; five series a patient.
class LargeLibrary
{
public:
  explicit LargeLibrary(int imagesPerSeries)
      : m_imagesPerSeries(imagesPerSeries), m_project(*Project::create(m_folder.path() / "project"))
  {
    SQLite::Transaction transaction(m_project.database());
    for (int number = 0; number < images / imagesPerSeries; ++number)
      add(number);
    transaction.commit();
  }

  static Project& project(int imagesPerSeries)
  {
    static LargeLibrary stacks(40);
    static LargeLibrary singles(1);
    return imagesPerSeries == 1 ? singles.m_project : stacks.m_project;
  }

private:
  static constexpr int seriesPerPatient = 5;

  template<typename... Values>
  void insert(const char* command, const Values&... values)
  {
    SQLite::Statement statement(m_project.database(), command);
    SQLite::bind(statement, values...);
    statement.exec();
  }

  void add(int number)
  {
    constexpr auto names =
        std::to_array<const char*>({"Müller", "Meyer", "Tanaka", "Smith", "Ivanova"});
    constexpr auto kinds =
        std::to_array<const char*>({"T1 axial", "T2 FLAIR", "DWI", "Topogram", "Thorax 5 mm"});
    const int patient = number / seriesPerPatient + 1;
    SeriesRecord series;
    series.patientName =
        fmt::format("{}^{}", names[static_cast<std::size_t>(patient) % names.size()], patient);
    series.patientId = fmt::format("{:07}", patient * 37);
    series.studyDescription = "Follow-up";
    series.studyDate = fmt::format("20{:02}0{}1{}", patient % 25, patient % 9 + 1, patient % 9);
    series.description = kinds[static_cast<std::size_t>(number) % kinds.size()];
    series.modality = number % 2 == 0 ? "MR" : "CT";
    series.bodyPart = "head";
    if (number % seriesPerPatient == 0) {
      insert("INSERT INTO patients (id, key, name, patient_id, birth_date, sex) VALUES (?, ?, ?, "
             "?, '', '')",
             patient, fmt::format("key {}", patient), series.patientName, series.patientId);
      insert("INSERT INTO studies VALUES (?, ?, ?, ?, ?)", patient, fmt::format("1.{}", patient),
             patient, series.studyDescription, series.studyDate);
    }
    insert("INSERT INTO series (id, uid, study, number, description, modality, body_part, "
           "kernel_or_sequence, "
           "plane, sop_class, localizer, derived, secondary, synthetic, search) "
           "VALUES (?, ?, ?, 1, ?, ?, ?, '', 'axial', '', 0, 0, 0, 0, ?)",
           number + 1, fmt::format("1.2.{}", number), patient, series.description, series.modality,
           series.bodyPart, searchTextOf(series));
    for (int image = 0; image < m_imagesPerSeries; ++image) {
      const int row = number * m_imagesPerSeries + image + 1;
      const std::string uid = fmt::format("1.2.{}.{}", number, image);
      insert("INSERT INTO files VALUES (?, ?, 1, 1, ?, '')", row, fmt::format("/images/{}", row),
             uid);
      insert("INSERT INTO images (uid, frame, series, file, rows, columns, instance_number) "
             "VALUES (?, 1, ?, ?, 256, 256, ?)",
             uid, number + 1, row, image + 1);
    }
  }

  int m_imagesPerSeries;
  support::TemporaryFolder m_folder;
  Project m_project;
};

/// What the window asks for at each key: the first series, with the number of their images.
void searchFor(benchmark::State& state, const std::string& text)
{
  Project& project = LargeLibrary::project(static_cast<int>(state.range(0)));
  std::size_t found = 0;
  for ([[maybe_unused]] const auto& unused : state) {
    const auto series = findSeries(project, text, mostShown);
    found = series ? series->series.size() : 0;
    benchmark::DoNotOptimize(found);
  }
  state.counters["found"] = static_cast<double>(found);
}

/// All of the library, as `limpid-cli list` has it.
void listAll(benchmark::State& state)
{
  Project& project = LargeLibrary::project(static_cast<int>(state.range(0)));
  for ([[maybe_unused]] const auto& unused : state)
    benchmark::DoNotOptimize(listSeries(project, {}));
}

void arguments(benchmark::internal::Benchmark* benchmark)
{
  benchmark->ArgName("imagesPerSeries")->Arg(40)->Arg(1)->Unit(benchmark::kMillisecond);
}

BENCHMARK_CAPTURE(searchFor, OnePatientById, std::string("0012395"))->Apply(arguments);
BENCHMARK_CAPTURE(searchFor, NameAndDate, std::string("müller 2003-05"))->Apply(arguments);
BENCHMARK_CAPTURE(searchFor, NothingAtAll, std::string("nobody"))->Apply(arguments);
BENCHMARK_CAPTURE(searchFor, OneInTen, std::string("flair mr"))->Apply(arguments);
BENCHMARK_CAPTURE(searchFor, OneLetter, std::string("m"))->Apply(arguments);
BENCHMARK(listAll)->Apply(arguments);

} // namespace
} // namespace limpid::study
