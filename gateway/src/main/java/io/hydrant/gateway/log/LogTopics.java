package io.hydrant.gateway.log;

import java.util.Map;

/**
 * The ingest log's topics, one per delivery stream. Every call waits for the log and throws an unchecked exception if it
 * does not answer in time; none of them may be called from a thread that serves puts. Safe to share between threads.
 */
public interface LogTopics {
    /** Makes the stream's topic; returns when records can be written to it. Does nothing if it is there already. */
    void create(String stream);

    /** Removes the stream's topic and consumer group; returns when both are gone. Does nothing if they are not there. */
    void delete(String stream);

    /** Offset behind the last entry of each partition; empty if there is no topic. */
    Map<Integer, Long> endOffsets(String stream);

    /**
     * Offset up to which the stream's job has read and secured each partition; a partition that the job has said nothing
     * about is left out.
     */
    Map<Integer, Long> deliveredOffsets(String stream);
}
