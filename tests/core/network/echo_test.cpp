#include "core/network/echo.h"

#include "core/network/reachability.h"
#include "tests/core/network/orthanc.h"

#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <future>

namespace limpid::network {
namespace {

using testing::HasSubstr;

Error echoError(const Archive& archive)
{
  jobs::JobContext context;
  const Result<EchoReport> report = echo(archive, context);
  EXPECT_FALSE(report) << "it answered";
  return report ? Error{} : report.error();
}

/// Listens on loopback and takes connections, but never says a word.
class Mute
{
public:
  Mute() : m_socket(::socket(AF_INET, SOCK_STREAM, 0))
  {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* const general = reinterpret_cast<sockaddr*>(&address);
    EXPECT_EQ(::bind(m_socket, general, size), 0);
    EXPECT_EQ(::listen(m_socket, 8), 0);
    EXPECT_EQ(::getsockname(m_socket, general, &size), 0);
    m_port = ntohs(address.sin_port);
  }
  ~Mute() { ::close(m_socket); }
  Mute(const Mute&) = delete;
  Mute& operator=(const Mute&) = delete;

  Archive archive(int timeoutSeconds) const
  {
    return {
        .aeTitle = "MUTE", .host = "127.0.0.1", .port = m_port, .timeoutSeconds = timeoutSeconds};
  }
  /// Returns once somebody has connected.
  int takeConnection() const { return ::accept(m_socket, nullptr, nullptr); }

private:
  int m_socket;
  int m_port = 0;
};

} // namespace

TEST(Echo, IsAnsweredByAnArchiveThatKnowsUs)
{
  LIMPID_NEEDS_ORTHANC();
  const Orthanc orthanc;
  jobs::JobContext context;
  const Result<EchoReport> report = echo(orthanc.archive(), context);
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(report->outcome, jobs::Outcome::Done);
  EXPECT_GT(report->milliseconds, 0.0);
}

TEST(Echo, SaysThatTheArchiveHasAnotherAeTitle)
{
  LIMPID_NEEDS_ORTHANC();
  const Orthanc orthanc;
  Archive archive = orthanc.archive();
  archive.aeTitle = "SOMEBODY";
  const Error error = echoError(archive);
  EXPECT_EQ(error.code, ErrorCode::PermissionDenied);
  EXPECT_THAT(error.message, HasSubstr("its AE title isn't SOMEBODY"));
}

TEST(Echo, SaysThatTheArchiveDoesNotKnowOurAeTitle)
{
  LIMPID_NEEDS_ORTHANC();
  const Orthanc orthanc;
  Archive archive = orthanc.archive();
  archive.ownAeTitle = "STRANGER";
  const Error error = echoError(archive);
  EXPECT_EQ(error.code, ErrorCode::PermissionDenied);
  EXPECT_THAT(error.message, HasSubstr("STRANGER"));
}

TEST(Reach, SaysAtOnceThatAHostHasAnIpv6AddressOnly)
{
  jobs::JobContext context;
  const auto reached = reach({.aeTitle = "A", .host = "::1", .port = freePort()}, context);
  ASSERT_FALSE(reached);
  EXPECT_EQ(reached.error().code, ErrorCode::Unsupported);
  EXPECT_THAT(reached.error().message, HasSubstr("IPv6"));
}

TEST(Reach, TakesTheIpv4AddressOfANameThatMayHaveBoth)
{
  const Mute mute;
  Archive archive = mute.archive(10);
  archive.host = "localhost";
  jobs::JobContext context;
  const auto reached = reach(archive, context);
  ASSERT_TRUE(reached) << reached.error().message;
  EXPECT_EQ(*reached, jobs::Outcome::Done);
}

TEST(Echo, SaysThatNobodyListensOnThePort)
{
  const Error error =
      echoError({.name = "clinic", .aeTitle = "A", .host = "127.0.0.1", .port = freePort()});
  EXPECT_EQ(error.code, ErrorCode::NotFound);
  EXPECT_THAT(error.message, testing::StartsWith("clinic at 127.0.0.1:"));
  EXPECT_THAT(error.message, HasSubstr("Connection refused"));
}

TEST(Echo, SaysThatThereIsNoSuchHost)
{
  const Error error = echoError({.aeTitle = "A", .host = "no-such-host.invalid", .port = 104});
  EXPECT_EQ(error.code, ErrorCode::NotFound);
  EXPECT_THAT(error.message, HasSubstr("There is no host called no-such-host.invalid"));
}

TEST(Echo, GivesUpOnAnArchiveThatNeverAnswers)
{
  const Mute mute;
  const Error error = echoError(mute.archive(1));
  EXPECT_EQ(error.code, ErrorCode::NotFound);
  EXPECT_THAT(error.message, HasSubstr("did not answer within 1 s"));
}

TEST(Echo, StopsWhileTheArchiveIsSilent)
{
  const Mute mute;
  std::stop_source stop;
  auto answer = std::async(std::launch::async, [&] {
    jobs::JobContext context(stop.get_token());
    return echo(mute.archive(3600), context);
  });
  ::close(mute.takeConnection()); // the one that looks whether anybody is there
  const int second = mute.takeConnection();
  stop.request_stop();
  const Result<EchoReport> report = answer.get();
  ::close(second);
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(report->outcome, jobs::Outcome::Stopped);
}

} // namespace limpid::network
