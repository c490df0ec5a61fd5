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

/// 100,000 series of 5,000 patients, an image each.
class LargeLibrary
{
public:
  LargeLibrary() : m_project(*Project::create(m_folder.path() / "project"))
  {
    SQLite::Transaction transaction(m_project.database());
    for (int number = 0; number < records; ++number)
      add(number);
    transaction.commit();
  }

  static Project& project()
  {
    static LargeLibrary library;
    return library.m_project;
  }

private:
  static constexpr int records = 100'000;
  static constexpr int seriesPerPatient = 20;

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
    insert("INSERT INTO files VALUES (?, ?, 1, 1, ?, '')", number + 1,
           fmt::format("/images/{}", number), fmt::format("1.2.{}.1", number));
    insert("INSERT INTO images (uid, frame, series, file, rows, columns, instance_number) "
           "VALUES (?, 1, ?, ?, 256, 256, 1)",
           fmt::format("1.2.{}.1", number), number + 1, number + 1);
  }

  support::TemporaryFolder m_folder;
  Project m_project;
};

void searchFor(benchmark::State& state, const std::string& text)
{
  Project& project = LargeLibrary::project();
  std::size_t found = 0;
  for ([[maybe_unused]] const auto& unused : state) {
    const auto series = listSeries(project, text);
    found = series ? series->size() : 0;
    benchmark::DoNotOptimize(found);
  }
  state.counters["found"] = static_cast<double>(found);
}

BENCHMARK_CAPTURE(searchFor, OnePatientById, std::string("0012395"))->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(searchFor, NameAndDate, std::string("müller 2003-05"))
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(searchFor, NothingAtAll, std::string("nobody"))->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(searchFor, OneInTen, std::string("flair mr"))->Unit(benchmark::kMillisecond);

} // namespace
} // namespace limpid::study
