package io.hydrant.sinks.request;

import io.hydrant.core.record.Buffer;
import io.hydrant.core.record.FailedRecord;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple4;
import org.apache.flink.api.java.typeutils.TupleTypeInfo;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * Delivers buffers to a destination that takes them in requests: at least once each record, or to the error output.
 *
 * <pre>
 *  Buffer --form--> id, time, Buffer --send until delivered or given up, some at a time--> FailedRecord
 * </pre>
 *
 * A formed request is in the checkpoints until all of its records are delivered or failed; so after a restart it is sent
 * again with the same id and the same bytes. When as many buffers are in flight as there may be, the steps before wait: a
 * destination that is away slows its own stream, and loses nothing.
 */
public final class Delivery {
    private static final long NO_TIMEOUT = 0;

    private final Protocol protocol;
    private final RetryRule rule;
    private final int buffersInFlight;

    /**
     * @param protocol how the destination is spoken to
     * @param rule how long it is tried
     * @param buffersInFlight at a time, per subtask; their memory is the subtask's
     */
    public Delivery(Protocol protocol, RetryRule rule, int buffersInFlight) {
        this.protocol = protocol;
        this.rule = rule;
        this.buffersInFlight = buffersInFlight;
    }

    /**
     * Attaches the delivery under constant uids: the given one, and the same with {@code -form} behind.
     *
     * @param failures type of the result
     * @return the records that are not delivered
     */
    public DataStream<FailedRecord> attach(
            DataStream<Buffer> buffers, TypeInformation<FailedRecord> failures, String uid) {
        DataStream<Tuple4<Long, Long, Long, Buffer>> formed = buffers.map(Delivery::form)
                .returns(new TupleTypeInfo<>(Types.LONG, Types.LONG, Types.LONG, buffers.getType()))
                .name("Form request")
                .uid(uid + "-form");
        // No time limit of Flink's: retries take theirs, and each attempt has its own.
        return AsyncDataStream.unorderedWait(
                        formed,
                        new DeliveryFunction(protocol, rule),
                        NO_TIMEOUT,
                        TimeUnit.MILLISECONDS,
                        buffersInFlight)
                .returns(failures)
                .name(protocol.name())
                .uid(uid);
    }

    private static Tuple4<Long, Long, Long, Buffer> form(Buffer buffer) {
        UUID id = UUID.randomUUID();
        return Tuple4.of(id.getMostSignificantBits(), id.getLeastSignificantBits(), System.currentTimeMillis(), buffer);
    }
}
