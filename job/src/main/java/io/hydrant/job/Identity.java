package io.hydrant.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hydrant.core.definition.KinesisStream;
import io.hydrant.core.definition.MskTopic;
import io.hydrant.core.definition.SourceDefinition;
import java.util.UUID;

/** What tells a stream, and what it has delivered, from any other that ever was. */
final class Identity {
    private Identity() {}

    /** Tells the records of this stream, at their places in its source, from those of any other that ever was. */
    static String of(JobSpec spec) {
        String name = spec.definition().name();
        SourceDefinition source = spec.definition().source();
        String place = spec.config().log().topic(name);
        if (source instanceof KinesisStream stream) {
            place = stream.arn();
        } else if (source instanceof MskTopic topic) {
            place = topic.clusterArn() + "/" + topic.topic();
        }
        return String.join("\n", spec.config().streamArn(name), spec.incarnation(), place);
    }

    /** Tells one job of the stream from another that runs beside it, in 36 letters, digits and hyphens. */
    static String ofJob(JobSpec spec, String jobName) {
        return UUID.nameUUIDFromBytes((of(spec) + "\n" + jobName).getBytes(UTF_8))
                .toString();
    }
}
