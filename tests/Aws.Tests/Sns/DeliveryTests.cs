using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Headwater.Aws.Services.Sns;
using Headwater.Aws.Tests.CloudWatch;
using Headwater.Documents;
using Microsoft.Extensions.Time.Testing;

namespace Headwater.Aws.Tests.Sns;

public sealed class DeliveryTests
{
    private static readonly SnsOptions Options = new() { LinkBase = "http://127.0.0.1/sns" };

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Deliver_AReceiverThatFailsTwice_IsTriedAgainAfterTheWait()
    {
        var time = new FakeTimeProvider(ObserveRig.Start);
        var outgoing = new FailingOutgoing(time, failures: 2);
        await using var queue = new DeliveryQueue(new MemoryDocumentStore(), outgoing, Options, time);
        await queue.StartAsync(Cancelled);

        await queue.AddAsync([Message(queue)], Cancelled);
        await DriveAsync(time, () => queue.Delivered == 1);

        var tries = outgoing.Tries.ToList();
        Assert.Equal(3, tries.Count);
        Assert.All(tries.Zip(tries.Skip(1)), pair => Assert.True(pair.Second - pair.First >= TimeSpan.FromSeconds(20)));
        Assert.Equal(0, queue.GivenUp);
    }

    [Fact]
    public async Task Deliver_AReceiverThatNeverAnswers_IsGivenUpAfterFourTries()
    {
        var time = new FakeTimeProvider(ObserveRig.Start);
        var documents = new MemoryDocumentStore();
        var outgoing = new FailingOutgoing(time, failures: int.MaxValue);
        await using var queue = new DeliveryQueue(documents, outgoing, Options, time);
        await queue.StartAsync(Cancelled);

        await queue.AddAsync([Message(queue)], Cancelled);
        await DriveAsync(time, () => queue.GivenUp == 1 && queue.Waiting == 0);

        Assert.Equal(4, outgoing.Tries.Count);
        Assert.Equal(0, await CountAsync(documents));
    }

    [Fact]
    public async Task Start_AfterAStopBetweenTries_TakesUpWhatWaited()
    {
        var time = new FakeTimeProvider(ObserveRig.Start);
        var documents = new MemoryDocumentStore();
        var failing = new FailingOutgoing(time, failures: int.MaxValue);
        await using (var stopped = new DeliveryQueue(documents, failing, Options, time))
        {
            await stopped.StartAsync(Cancelled);
            await stopped.AddAsync([Message(stopped)], Cancelled);
            await failing.Tried.Task.WaitAsync(Cancelled);
        }

        Assert.Equal(1, await CountAsync(documents));
        await using var queue = new DeliveryQueue(documents, new FailingOutgoing(time, failures: 0), Options, time);
        await queue.StartAsync(Cancelled);
        await DriveAsync(time, () => queue.Delivered == 1 && queue.Waiting == 0);

        Assert.Equal(0, await CountAsync(documents));
    }

    [Theory]
    [InlineData("""{"kind":["alarm"]}""", true)]
    [InlineData("""{"kind":["other"]}""", false)]
    [InlineData("""{"kind":[{"prefix":"al"}],"n":[{"numeric":[">",4]}]}""", true)]
    [InlineData("""{"kind":[{"anything-but":["alarm"]}]}""", false)]
    [InlineData("""{"missing":[{"exists":false}]}""", true)]
    [InlineData("""{"list":["b"]}""", true)]
    public async Task Publish_ToAFilterPolicy_ComesOnlyWhenItFits(string policy, bool expected)
    {
        await using var rig = await ObserveRig.StartAsync();
        var topic = new Topic("arn:aws:sns:us-east-1:000000000000:t", new(StringComparer.Ordinal), new(StringComparer.Ordinal));
        await rig.Topics.TryCreateAsync(topic, Cancelled);
        var attributes = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["FilterPolicy"] = policy, ["RawMessageDelivery"] = "true" };
        var subscription = await rig.Topics.SubscribeAsync(topic, "http", rig.Hook, "000000000000", attributes, Cancelled);
        await rig.Topics.ConfirmAsync(topic.Arn, subscription.Token, Cancelled);
        _ = await rig.NextAsync();

        var marked = JsonNode.Parse("""{"kind":{"Type":"String","Value":"alarm"},"n":{"Type":"Number","Value":"5"},"list":{"Type":"String.Array","Value":"[\"a\",\"b\"]"}}""")!.AsObject();
        await rig.Topics.PublishAsync(topic.Arn, new TopicMessage { Text = "first", Attributes = marked }, Cancelled);
        await rig.Topics.ChangeSubscriptionAsync(subscription.Arn, standing => standing with { Attributes = new(StringComparer.Ordinal) { ["RawMessageDelivery"] = "true" } }, Cancelled);
        await rig.Topics.PublishAsync(topic.Arn, new TopicMessage { Text = "last" }, Cancelled);

        string[] wanted = expected ? ["first", "last"] : ["last"];
        var came = new List<string>();
        while (came.Count < wanted.Length)
        {
            came.Add((await rig.NextAsync()).Body);
        }

        Assert.Equal(wanted, came.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Subscribe_ByMail_AsksByTheMailServer()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var mail = ReceiveMailAsync(listener);
        await using var rig = await ObserveRig.StartAsync($"127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");

        await rig.Aws.PythonAsync("""
            sns = client("sns")
            topic = sns.create_topic(Name="ops")["TopicArn"]
            arn = sns.subscribe(TopicArn=topic, Protocol="email", Endpoint="ops@example.com", ReturnSubscriptionArn=True)["SubscriptionArn"]
            assert sns.get_subscription_attributes(SubscriptionArn=arn)["Attributes"]["PendingConfirmation"] == "true"
            """, Cancelled);

        var received = await mail.WaitAsync(Cancelled);
        Assert.Contains("RCPT TO:<ops@example.com>", received, StringComparison.Ordinal);
        Assert.Contains("Subscription Confirmation", received, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Topic_OfBoto3_LivesAsTerraformExpects()
    {
        await using var rig = await ObserveRig.StartAsync();

        await rig.Aws.PythonAsync($"""
            sns = client("sns")
            topic = sns.create_topic(Name="ops", Tags=[dict(Key="a", Value="b")])["TopicArn"]
            assert sns.create_topic(Name="ops")["TopicArn"] == topic
            for name, value in (("DisplayName", "Ops"), ("SignatureVersion", "2"), ("TracingConfig", "PassThrough"), ("KmsMasterKeyId", ""), ("FifoTopic", "false")):
                sns.set_topic_attributes(TopicArn=topic, AttributeName=name, AttributeValue=value)
            shown = sns.get_topic_attributes(TopicArn=topic)["Attributes"]
            assert shown["DisplayName"] == "Ops" and shown["SignatureVersion"] == "2" and json.loads(shown["Policy"])["Statement"], shown
            sns.tag_resource(ResourceArn=topic, Tags=[dict(Key="c", Value="d")])
            sns.untag_resource(ResourceArn=topic, TagKeys=["a"])
            assert sns.list_tags_for_resource(ResourceArn=topic)["Tags"] == [dict(Key="c", Value="d")]
            arn = sns.subscribe(TopicArn=topic, Protocol="http", Endpoint="{rig.Hook}", ReturnSubscriptionArn=True)["SubscriptionArn"]
            assert sns.get_subscription_attributes(SubscriptionArn=arn)["Attributes"]["TopicArn"] == topic
            assert sns.list_subscriptions_by_topic(TopicArn=topic)["Subscriptions"][0]["SubscriptionArn"] == "PendingConfirmation"
            sns.unsubscribe(SubscriptionArn=arn)
            assert fails(sns.get_subscription_attributes, SubscriptionArn=arn)["Error"]["Code"] == "NotFound"
            batch = sns.publish_batch(TopicArn=topic, PublishBatchRequestEntries=[dict(Id="1", Message="x"), dict(Id="2", Message="")])
            assert [e["Id"] for e in batch["Successful"]] == ["1"] and [e["Id"] for e in batch["Failed"]] == ["2"], batch
            sns.delete_topic(TopicArn=topic)
            assert fails(sns.get_topic_attributes, TopicArn=topic)["Error"]["Code"] == "NotFound"
            assert fails(sns.publish, TopicArn=topic, Message="x")["Error"]["Code"] == "NotFound"
            """, Cancelled);
    }

    [Fact]
    public void Wait_OfAPolicyWithAllPhases_GoesThroughThem()
    {
        var policy = RetryPolicy.Read("""{"healthyRetryPolicy":{"numRetries":6,"numNoDelayRetries":1,"numMinDelayRetries":1,"numMaxDelayRetries":1,"minDelayTarget":1,"maxDelayTarget":5}}""");

        Assert.Equal([0, 1, 1, 3, 5, 5, null], Enumerable.Range(1, 7).Select(failures => policy.Wait(failures)?.TotalSeconds));
    }

    private static Delivery Message(DeliveryQueue queue) => new()
    {
        Id = queue.NextId(), Protocol = "http", Endpoint = "http://127.0.0.1:1/", Type = "Notification", MessageId = "1", TopicArn = "arn:aws:sns:us-east-1:000000000000:t", Body = "x", Retries = new RetryPolicy(),
    };

    /// <summary>Lets fake time pass until something holds, however many steps of the tasks that takes.</summary>
    private static async Task DriveAsync(FakeTimeProvider time, Func<bool> holds)
    {
        while (!holds())
        {
            Cancelled.ThrowIfCancellationRequested();
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }
    }

    private static async Task<int> CountAsync(MemoryDocumentStore documents)
    {
        var count = 0;
        await foreach (var _ in documents.ListAsync("sns/deliveries", "", null, Cancelled))
        {
            count++;
        }

        return count;
    }

    /// <summary>Plays a mail server for one message; gives everything the client said.</summary>
    private static async Task<string> ReceiveMailAsync(TcpListener listener)
    {
        using var client = await listener.AcceptTcpClientAsync(Cancelled);
        using var reader = new StreamReader(client.GetStream());
        await using var writer = new StreamWriter(client.GetStream()) { NewLine = "\r\n", AutoFlush = true };
        var said = new StringWriter();
        var inData = false;
        await writer.WriteLineAsync("220 ready");
        while (await reader.ReadLineAsync(Cancelled) is { } line)
        {
            said.WriteLine(line);
            if (inData && line != ".")
            {
                continue;
            }

            inData = line.StartsWith("DATA", StringComparison.Ordinal);
            await writer.WriteLineAsync(inData ? "354 go" : line.StartsWith("QUIT", StringComparison.Ordinal) ? "221 bye" : "250 good");
            if (line is ".")
            {
                break;
            }
        }

        return said.ToString();
    }

    /// <summary>Fails some times, then takes everything.</summary>
    private sealed class FailingOutgoing(TimeProvider time, int failures) : IOutgoingMessages
    {
        private int _count;

        public ConcurrentQueue<DateTimeOffset> Tries { get; } = [];

        public TaskCompletionSource Tried { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public ValueTask<string?> SendAsync(Delivery delivery, CancellationToken cancellationToken)
        {
            Tries.Enqueue(time.GetUtcNow());
            Tried.TrySetResult();
            return new(Interlocked.Increment(ref _count) <= failures ? "busy" : null);
        }
    }
}
