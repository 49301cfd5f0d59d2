package io.hydrant.bench.ingest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hydrant.bench.report.Results;
import io.hydrant.bench.report.Samples;
import io.hydrant.bench.report.Table;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Turns rounds into rows: the median over the rounds, and what share of each producer's speed the gateway reached. */
final class IngestFigures {
    private final Table table = new Table(
            "what",
            "writer",
            "MB/s",
            "gateway is",
            "p50 ms at half load",
            "p99 ms at half load",
            "gateway CPU-s/GB",
            "broker CPU-s/GB");
    private final ArrayNode json = Results.newArray();

    IngestFigures(List<IngestOutcome> outcomes) {
        Map<Row, List<IngestOutcome>> rows =
                outcomes.stream().collect(Collectors.groupingBy(Row::of, LinkedHashMap::new, Collectors.toList()));
        rows.forEach((row, runs) ->
                add(row, runs, rows.getOrDefault(new Row(row.putCase(), Writer.GATEWAY), List.of())));
    }

    /** The table for people. */
    Table table() {
        return table;
    }

    /** The same as JSON. */
    ArrayNode json() {
        return json;
    }

    private void add(Row row, List<IngestOutcome> runs, List<IngestOutcome> gateway) {
        boolean isGateway = row.writer() == Writer.GATEWAY;
        Samples speed = samples(runs, IngestOutcome::megabytesPerSecond);
        Samples p50 = samples(runs, IngestOutcome::p50Millis);
        Samples p99 = samples(runs, IngestOutcome::p99Millis);
        Samples cpu = samples(runs, IngestOutcome::cpuSecondsPerGigabyte);
        Samples broker = samples(runs, IngestOutcome::brokerCpuSecondsPerGigabyte);
        double share = samples(gateway, IngestOutcome::megabytesPerSecond).median() / speed.median();
        table.add(
                row.putCase().label(),
                row.writer().label(),
                text("%.1f", speed),
                isGateway ? "" : String.format(Locale.ROOT, "%.2f x", share),
                text("%.1f", p50),
                text("%.1f", p99),
                isGateway ? text("%.1f", cpu) : "",
                text("%.1f", broker));
        ObjectNode figure = json.addObject()
                .put("what", row.putCase().label())
                .put("writer", row.writer().label())
                .put("rounds", runs.size());
        figure.set("megabytesPerSecond", Results.json(speed));
        figure.set("p50MillisAtHalfLoad", Results.json(p50));
        figure.set("p99MillisAtHalfLoad", Results.json(p99));
        figure.set("brokerCpuSecondsPerGigabyte", Results.json(broker));
        if (isGateway) {
            figure.set("gatewayCpuSecondsPerGigabyte", Results.json(cpu));
        } else {
            figure.put("gatewayShare", Math.round(share * 1000) / 1000.0);
        }
    }

    private static Samples samples(List<IngestOutcome> runs, ToDoubleFunction<IngestOutcome> figure) {
        return new Samples(runs.stream().map(figure::applyAsDouble).toList());
    }

    private static String text(String number, Samples samples) {
        return String.format(
                Locale.ROOT,
                number + " [" + number + "-" + number + "]",
                samples.median(),
                samples.min(),
                samples.max());
    }

    /** What makes a row of the table. */
    private record Row(PutCase putCase, Writer writer) {
        static Row of(IngestOutcome outcome) {
            return new Row(outcome.putCase(), outcome.writer());
        }
    }
}
