package io.hydrant.gateway.deploy;

import static io.hydrant.gateway.store.TestStreams.config;
import static io.hydrant.gateway.store.TestStreams.kinesisStream;
import static io.hydrant.gateway.store.TestStreams.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hydrant.gateway.deploy.JobDeployer.JobState;
import io.hydrant.gateway.log.FakeTopics;
import io.hydrant.gateway.store.DeliveryStream;
import io.hydrant.gateway.store.StoredStreams;
import io.hydrant.gateway.store.StreamStatus;
import io.hydrant.gateway.store.StreamStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.awaitility.core.ThrowingRunnable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamReconcilerTest {
    private final FakeDeployer deployer = new FakeDeployer();
    private final FakeTopics topics = new FakeTopics();
    private volatile Instant now = Instant.ofEpochMilli(1_700_000_000_789L);
    private StreamStore store;
    private StoredStreams streams;
    private StreamReconciler reconciler;

    @BeforeEach
    void open(@TempDir Path folder) {
        store = StreamStore.open(config(folder));
        streams = new StoredStreams(store);
        reconciler = new StreamReconciler(store, streams, topics, deployer, () -> now);
    }

    @AfterEach
    void close() {
        reconciler.close();
        store.close();
    }

    @Test
    void startsTheJobOfANewStreamAndStartsItAgainWhenItFails() {
        store.insert(stream("clicks", StreamStatus.CREATING, 'a'));
        reconciler.start();
        soon(() -> assertThat(streams.find("clicks").status()).isEqualTo(StreamStatus.ACTIVE));
        assertThat(deployer.calls).containsExactly("start clicks");

        deployer.states.put("clicks", JobState.FAILED);
        soon(() -> assertThat(deployer.calls).containsExactly("start clicks", "start clicks"));
        deployer.states.remove("clicks");
        soon(() -> assertThat(deployer.calls).hasSize(3));
    }

    @Test
    void leavesAJobAloneThatRestartsByItself() {
        deployer.states.put("clicks", JobState.STARTING);
        store.insert(stream("clicks", StreamStatus.ACTIVE, 'a'));
        store.insert(stream("views", StreamStatus.CREATING, 'b'));
        reconciler.start();
        soon(() -> assertThat(streams.find("views").status()).isEqualTo(StreamStatus.ACTIVE));
        assertThat(deployer.calls).containsExactly("start views");
    }

    @Test
    void triesAgainWhenThePlaceOfJobsIsBack() {
        deployer.unreachable = true;
        store.insert(stream("clicks", StreamStatus.CREATING, 'a'));
        reconciler.start();
        soon(() -> assertThat(streams.find("clicks")).isNotNull());
        assertThat(streams.find("clicks").status()).isEqualTo(StreamStatus.CREATING);
        deployer.unreachable = false;
        soon(() -> assertThat(streams.find("clicks").status()).isEqualTo(StreamStatus.ACTIVE));
    }

    @Test
    void deletesAStreamOnlyWhenEverythingIsReadAndDrained() {
        topics.create("clicks");
        topics.ends = Map.of(0, 10L, 1, 0L);
        topics.delivered = Map.of(0, 7L);
        deployer.states.put("clicks", JobState.RUNNING);
        store.insert(stream("clicks", StreamStatus.DELETING, 'a'));
        reconciler.start();
        await().during(Duration.ofSeconds(4)).atMost(Duration.ofSeconds(10)).until(deployer.calls::isEmpty);

        topics.delivered = Map.of(0, 10L);
        soon(() -> assertThat(store.get("clicks")).isNull());
        assertThat(deployer.calls).containsExactly("drain clicks", "forget clicks");
        assertThat(topics.topics).isEmpty();
        assertThat(streams.find("clicks")).isNull();
    }

    @Test
    void startsALostJobAgainToDeliverWhatADeletedStreamStillHas() {
        topics.ends = Map.of(0, 10L);
        topics.delivered = Map.of(0, 10L);
        store.insert(stream("clicks", StreamStatus.DELETING, 'a'));
        reconciler.start();
        soon(() -> assertThat(store.get("clicks")).isNull());
        assertThat(deployer.calls).containsExactly("start clicks", "drain clicks", "forget clicks");
    }

    @Test
    void goesOnWhereAGatewayDied() {
        topics.create("drained");
        store.insert(stream("drained", StreamStatus.DRAINED, 'a'));
        store.insert(stream("empty", StreamStatus.DELETING, 'b'));
        topics.ends = Map.of(0, 0L);
        reconciler.start();
        soon(() -> assertThat(store.list()).isEmpty());
        assertThat(deployer.calls).containsExactlyInAnyOrder("forget drained", "forget empty");
        assertThat(topics.topics).isEmpty();
    }

    @Test
    void deliveryBeginsOnceHoweverOftenTheJobIsStarted() {
        Instant begin = now;
        deployer.failStart = true;
        store.insert(kinesisStream("orders", StreamStatus.CREATING, 'a'));
        reconciler.start();
        soon(() -> assertThat(deployer.starts).isNotEmpty());
        now = begin.plusSeconds(60);
        deployer.failStart = false;
        soon(() -> assertThat(streams.find("orders").status()).isEqualTo(StreamStatus.ACTIVE));
        deployer.states.put("orders", JobState.FAILED);
        soon(() -> assertThat(deployer.starts).hasSizeGreaterThan(2));

        assertThat(deployer.starts).allMatch(begin::equals);
        assertThat(store.get("orders").deliveryStart()).isEqualTo(begin);
    }

    @Test
    void aStreamThatReadsFromElsewhereGoesWhenItsJobIsDrained() {
        topics.ends = Map.of(0, 10L); // a topic of that name would never be read
        deployer.states.put("runs", JobState.RUNNING);
        deployer.states.put("ended", JobState.FINISHED);
        store.insert(kinesisStream("runs", StreamStatus.DELETING, 'a'));
        store.insert(kinesisStream("ended", StreamStatus.DELETING, 'b'));
        store.insert(kinesisStream("lost", StreamStatus.DELETING, 'c'));
        reconciler.start();
        soon(() -> assertThat(store.list()).isEmpty());
        assertThat(deployer.calls)
                .containsSubsequence("drain runs", "forget runs")
                .containsSubsequence("forget ended")
                .containsSubsequence("start lost", "drain lost", "forget lost")
                .hasSize(6);
        assertThat(topics.asked).isEmpty();
    }

    @Test
    void aStreamWhoseDeliveryNeverBeganJustGoes() {
        DeliveryStream created = kinesisStream("orders", StreamStatus.CREATING, 'a');
        store.insert(created);
        store.updateStatus(created, StreamStatus.DELETING);
        reconciler.start();
        soon(() -> assertThat(store.list()).isEmpty());
        assertThat(deployer.calls).containsExactly("forget orders");
    }

    @Test
    void aJobThatCannotBeDrainedIsCancelledOnceItsOwnerGivesItUp() {
        deployer.states.put("orders", JobState.STARTING);
        DeliveryStream stuck = kinesisStream("orders", StreamStatus.DELETING, 'a');
        store.insert(stuck);
        reconciler.start();
        await().during(Duration.ofSeconds(2)).atMost(Duration.ofSeconds(5)).until(deployer.calls::isEmpty);

        store.updateStatus(stuck, StreamStatus.DRAINED);
        soon(() -> assertThat(store.list()).isEmpty());
        assertThat(deployer.calls).containsExactly("cancel orders", "forget orders");
    }

    @Test
    void anUpdateDrainsTheOldVersionBeforeItStartsTheNew() {
        DeliveryStream before = updated("clicks", JobState.RUNNING);
        reconciler.start();
        soon(() -> assertThat(deployer.calls).containsExactly("drain clicks", "start clicks v2"));
        DeliveryStream after = store.get("clicks");
        assertThat(after.status()).isEqualTo(StreamStatus.ACTIVE);
        assertThat(after.versionId()).isEqualTo(2);
        assertThat(after.updates().drainedVersion()).isEqualTo(1);
        assertThat(after.updates().running()).isNull();
        assertThat(after.deliveryStart()).isEqualTo(before.deliveryStart());
    }

    @Test
    void anUpdateStartsALostJobAgainToDeliverWhatItHadRead() {
        updated("lost", null);
        updated("ended", JobState.FINISHED);
        reconciler.start();
        soon(() -> assertThat(deployer.calls)
                .containsSubsequence("start lost", "drain lost", "start lost v2")
                .containsSubsequence("start ended v2")
                .hasSize(4));
    }

    @Test
    void aSecondUpdateMeanwhileReplacesTheFirst() {
        DeliveryStream first = updated("clicks", JobState.RUNNING);
        assertThat(store.update(first, first.definition(), now)).isTrue();
        reconciler.start();
        soon(() -> assertThat(deployer.calls).containsExactly("drain clicks", "start clicks v3"));
    }

    @Test
    void aJobThatCannotBeDrainedIsGivenUpForTheUpdate() {
        deployer.failingDrains.set(Integer.MAX_VALUE);
        updated("clicks", JobState.RUNNING);
        reconciler.start();
        soon(() -> assertThat(deployer.calls).hasSize(3).containsOnly("drain clicks"));
        assertThat(store.get("clicks").status()).isEqualTo(StreamStatus.UPDATING);

        now = now.plus(Duration.ofMinutes(3));
        soon(() -> assertThat(deployer.calls).endsWith("drain clicks", "cancel clicks", "start clicks v2"));
        assertThat(store.get("clicks").updates().drainedVersion()).isZero();
    }

    @Test
    void aDrainThatFailsAtFirstIsTriedAgain() {
        deployer.failingDrains.set(1);
        updated("clicks", JobState.RUNNING);
        reconciler.start();
        soon(() -> assertThat(deployer.calls).containsExactly("drain clicks", "drain clicks", "start clicks v2"));
    }

    @Test
    void aStreamDeletedWithinAnUpdateIsDrainedInTheVersionOfItsJob() {
        topics.ends = Map.of(0, 10L);
        topics.delivered = Map.of(0, 10L);
        updated("clicks", JobState.RUNNING);
        store.updateStatus(store.get("clicks"), StreamStatus.DELETING);
        reconciler.start();
        soon(() -> assertThat(store.get("clicks")).isNull());
        assertThat(deployer.calls).containsExactly("drain clicks", "forget clicks");
    }

    /** An active stream that has just got its second version. */
    private DeliveryStream updated(String name, @Nullable JobState job) {
        DeliveryStream stream = stream(name, StreamStatus.ACTIVE, name.charAt(0));
        store.insert(stream);
        if (job != null) {
            deployer.states.put(name, job);
        }
        assertThat(store.update(stream, stream.definition(), now)).isTrue();
        return store.get(name);
    }

    @Test
    void doesNothingWhileAnotherGatewayLooksAfterJobs() {
        store.holdLease("another", Duration.ofHours(1));
        store.insert(stream("clicks", StreamStatus.CREATING, 'a'));
        reconciler.start();
        soon(() -> assertThat(streams.find("clicks")).isNotNull());
        await().during(Duration.ofSeconds(2)).atMost(Duration.ofSeconds(5)).until(deployer.calls::isEmpty);
        store.releaseLease("another");
        soon(() -> assertThat(deployer.calls).containsExactly("start clicks"));
    }

    @Test
    void aSlowDrainHoldsNoOtherStreamUp() {
        DeliveryStream stuck = stream("stuck", StreamStatus.DELETING, 'a');
        deployer.states.put("stuck", JobState.RUNNING);
        topics.ends = Map.of(0, 1L);
        store.insert(stuck);
        store.insert(stream("clicks", StreamStatus.CREATING, 'b'));
        reconciler.start();
        soon(() -> assertThat(streams.find("clicks").status()).isEqualTo(StreamStatus.ACTIVE));
        assertThat(store.get("stuck").status()).isEqualTo(StreamStatus.DELETING);
    }

    @Test
    void withoutADeployerStreamsAreActiveAtOnceAndGoWhenTheyAreRead() throws Exception {
        reconciler.close();
        try (UnmanagedJobs jobs = new UnmanagedJobs();
                StreamReconciler unmanaged = new StreamReconciler(store, streams, topics, jobs, () -> now)) {
            store.insert(stream("clicks", StreamStatus.CREATING, 'a'));
            store.insert(stream("gone", StreamStatus.DELETING, 'b'));
            unmanaged.start();
            soon(() -> assertThat(streams.find("clicks").status()).isEqualTo(StreamStatus.ACTIVE));
            soon(() -> assertThat(store.get("gone")).isNull());
        }
    }

    private static void soon(ThrowingRunnable assertion) {
        await().atMost(Duration.ofSeconds(30)).untilAsserted(assertion);
    }
}
