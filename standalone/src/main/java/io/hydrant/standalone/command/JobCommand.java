package io.hydrant.standalone.command;

import io.hydrant.core.config.HydrantConfig;
import io.hydrant.core.config.KafkaClusterConfig;
import io.hydrant.core.definition.DirectPut;
import io.hydrant.core.definition.MskTopic;
import io.hydrant.core.definition.SourceDefinition;
import io.hydrant.core.definition.StreamDefinition;
import io.hydrant.job.DeliveryStart;
import io.hydrant.job.JobSpec;
import io.hydrant.standalone.DataDirectory;
import io.hydrant.standalone.EmbeddedFlink;
import io.hydrant.standalone.LogFile;
import io.hydrant.standalone.StartException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code hydrant job}: one delivery job in this JVM; what it reads runs elsewhere. */
@Command(
        name = "job",
        header = "Runs the Flink job of one delivery stream until Ctrl-C.",
        description =
                "Reads the stream's Kinesis stream or MSK topic, or, if records are put to it, its topic on the Kafka"
                        + " that log.bootstrapServers names, with Flink in this process. Started again it goes on from its newest"
                        + " checkpoint.",
        mixinStandardHelpOptions = true)
final class JobCommand implements Callable<Integer> {

    @Option(
            names = "--stream",
            paramLabel = "FILE",
            required = true,
            converter = ExistingFile.class,
            description = "The delivery stream, as aws firehose create-delivery-stream --cli-input-json takes it.")
    @SuppressWarnings("NullAway.Init")
    private Path stream;

    @Mixin
    private final ConfigFile configFile = new ConfigFile();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        StreamDefinition definition = StreamDefinition.read(stream);
        HydrantConfig config = configFile.read();
        checkSource(definition.source(), config);
        Path folder = config.dataDirectory().resolve("jobs").resolve(definition.name());
        try (StopSignal stop = StopSignal.listen(() -> out.println("Stopping; the newest checkpoint is kept."));
                DataDirectory directory = DataDirectory.open(folder)) {
            LogFile.open(directory.path().resolve("hydrant.log"));
            try (EmbeddedFlink flink = EmbeddedFlink.start(config, directory.path())) {
                flink.start(DeliveryStart.noted(new JobSpec(
                        definition, JobSpec.FIRST_VERSION, JobSpec.ONLY_INCARNATION, Instant.now(), config)));
                out.println("The job of delivery stream " + definition.name() + " runs.");
                out.println("  Flink web UI  " + flink.webUi());
                out.println("  Log           " + directory.path().resolve("hydrant.log"));
                out.println("Ctrl-C stops it.");
                out.flush();
                stop.await();
            }
        }
        return 0;
    }

    /** Before Flink starts, which takes a while. */
    private static void checkSource(SourceDefinition source, HydrantConfig config) {
        if (source instanceof MskTopic topic) {
            KafkaClusterConfig unused = config.kafka().cluster(topic.clusterName());
        } else if (source instanceof DirectPut && config.log().bootstrapServers() == null) {
            throw new StartException(
                    "log.bootstrapServers: not given; name the Kafka that holds the stream's records, in --conf FILE");
        }
    }
}
