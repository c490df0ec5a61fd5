#include "ui/viewmodels/worker_client.h"

#include "tests/support/event_loop.h"
#include "tests/support/temporary_folder.h"
#include "ui/viewmodels/paths.h"

#include <gtest/gtest.h>

#include <fstream>

namespace limpid::viewmodels {
namespace {

/// Speaks the worker's language; "crash" in a UID kills it, "broken" gives an error.
constexpr auto fakeWorker = R"sh(#!/bin/sh
while read -r line; do
  uid=$(printf '%s' "$line" | sed 's/.*"uid":"\([^"]*\)".*/\1/')
  case "$uid" in
    crash*) kill -9 $$ ;;
    broken*) printf '{"uid":"%s","frame":1,"error":"The pixel data ends too early."}\n' "$uid" ;;
    *) printf '{"uid":"%s","frame":1,"path":"/thumbnails/%s.png"}\n' "$uid" "$uid" ;;
  esac
done
)sh";

struct WorkerClientTest : testing::Test
{
  WorkerClientTest()
  {
    const std::filesystem::path program = folder / "worker";
    std::ofstream(program) << fakeWorker;
    std::filesystem::permissions(program, std::filesystem::perms::owner_all);
    client = std::make_unique<WorkerClient>(Programs{toQString(program), {}});
    client->setProject(toQString(folder.path()));
  }

  support::TemporaryFolder folder;
  std::unique_ptr<WorkerClient> client;
};

} // namespace

TEST_F(WorkerClientTest, TellsThePathOfAThumbnail)
{
  client->request({"1.2.3", 1});
  ASSERT_TRUE(support::waitUntil([&] { return !client->thumbnail({"1.2.3", 1}).isEmpty(); }));
  EXPECT_EQ(client->thumbnail({"1.2.3", 1}), QStringLiteral("/thumbnails/1.2.3.png"));
}

TEST_F(WorkerClientTest, ACrashCostsThatFileOnly)
{
  client->request({"1.2.3", 1});
  client->request({"crash", 1});
  client->request({"4.5.6", 1});
  ASSERT_TRUE(support::waitUntil([&] { return !client->busy(); }));
  EXPECT_FALSE(client->thumbnail({"1.2.3", 1}).isEmpty());
  EXPECT_FALSE(client->thumbnail({"4.5.6", 1}).isEmpty());
  EXPECT_TRUE(client->thumbnail({"crash", 1}).isEmpty());
  EXPECT_FALSE(client->reason({"crash", 1}).isEmpty());
}

TEST_F(WorkerClientTest, WhatIsTakenBackIsNotMadeAndCanBeAskedForAgain)
{
  EXPECT_TRUE(client->request({"1.2.3", 1}));
  EXPECT_FALSE(client->request({"1.2.3", 1})) << "asked for already";
  client->request({"4.5.6", 1});
  client->cancel({"1.2.3", 1});
  ASSERT_TRUE(support::waitUntil([&] { return !client->busy(); }));
  EXPECT_TRUE(client->thumbnail({"1.2.3", 1}).isEmpty());
  EXPECT_FALSE(client->thumbnail({"4.5.6", 1}).isEmpty());
  EXPECT_TRUE(client->request({"1.2.3", 1}));
  ASSERT_TRUE(support::waitUntil([&] { return !client->busy(); }));
  EXPECT_FALSE(client->thumbnail({"1.2.3", 1}).isEmpty());
}

TEST_F(WorkerClientTest, GivesTheReasonOfAFileThatCannotBeDecoded)
{
  client->request({"broken", 1});
  ASSERT_TRUE(support::waitUntil([&] { return !client->busy(); }));
  EXPECT_EQ(client->reason({"broken", 1}), QStringLiteral("The pixel data ends too early."));
}

TEST(WorkerClient, SaysOnceThatItsProgramIsMissing)
{
  WorkerClient client({QStringLiteral("/nowhere/limpid-cli"), {}});
  QString sentence;
  QObject::connect(&client, &WorkerClient::unavailable, &client,
                   [&](const QString& reason) { sentence = reason; });
  client.setProject(QStringLiteral("/nowhere"));
  client.request({"1.2.3", 1});
  ASSERT_TRUE(support::waitUntil([&] { return !sentence.isEmpty(); }));
  EXPECT_TRUE(sentence.contains(QStringLiteral("/nowhere/limpid-cli")));
  EXPECT_FALSE(client.busy());
}

} // namespace limpid::viewmodels
