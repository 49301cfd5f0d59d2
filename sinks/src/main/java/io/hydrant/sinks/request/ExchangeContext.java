package io.hydrant.sinks.request;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.flink.metrics.MetricGroup;

/**
 * What an exchange may use of its subtask; all of it ends with the subtask.
 *
 * @param workers run what takes time
 * @param timer runs what is due later, and must not be kept busy
 * @param metrics group of the destination's metrics
 */
public record ExchangeContext(ExecutorService workers, ScheduledExecutorService timer, MetricGroup metrics) {}
