package io.hydrant.bench.destinations;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hydrant.bench.report.Results;
import io.hydrant.bench.report.Samples;
import io.hydrant.bench.report.Table;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Turns runs into rows: the median over the rounds, and how Hydrant's is next to each other's. */
final class HttpFigures {
    private final Table table =
            new Table("record", "contestant", "records/s", "records per CPU-second", "MB per CPU-second", "Hydrant is");
    private final Table delayTable = new Table("puts/s", "puts", "p50 ms", "p99 ms", "max ms");
    private final ArrayNode json = Results.newArray();

    HttpFigures(List<HttpOutcome> runs, List<PromptOutcome> delays) {
        Map<Integer, List<HttpOutcome>> bySize =
                runs.stream().collect(Collectors.groupingBy(HttpOutcome::size, TreeMap::new, Collectors.toList()));
        bySize.values().forEach(this::addSize);
        delays.forEach(this::add);
    }

    private void addSize(List<HttpOutcome> runs) {
        Map<HttpContestant, List<HttpOutcome>> all = runs.stream()
                .collect(Collectors.groupingBy(HttpOutcome::contestant, TreeMap::new, Collectors.toList()));
        List<HttpOutcome> hydrant = all.getOrDefault(HttpContestant.HYDRANT, List.of());
        double ours = hydrant.isEmpty()
                ? Double.NaN
                : samples(hydrant, HttpOutcome::megabytesPerCpuSecond).median();
        all.forEach((contestant, its) -> add(contestant, its, ours));
    }

    private void add(HttpContestant contestant, List<HttpOutcome> runs, double ours) {
        Samples clock = samples(runs, HttpOutcome::recordsPerSecond);
        Samples records = samples(runs, HttpOutcome::recordsPerCpuSecond);
        Samples megabytes = samples(runs, HttpOutcome::megabytesPerCpuSecond);
        boolean isPeer = contestant != HttpContestant.HYDRANT && !Double.isNaN(ours);
        table.add(
                runs.get(0).size() + " B",
                contestant.label(),
                text(clock),
                text(records),
                text(megabytes),
                isPeer ? String.format(Locale.ROOT, "%.2f x", ours / megabytes.median()) : "");
        ObjectNode figure = json.addObject()
                .put("recordBytes", runs.get(0).size())
                .put("contestant", contestant.label())
                .put("rounds", runs.size());
        figure.set("recordsPerSecond", Results.json(clock));
        figure.set("recordsPerCpuSecond", Results.json(records));
        figure.set("megabytesPerCpuSecond", Results.json(megabytes));
    }

    private void add(PromptOutcome delays) {
        delayTable.add(
                Integer.toString(delays.putsPerSecond()),
                Integer.toString(delays.millis().length),
                millis(delays.percentile(0.5)),
                millis(delays.percentile(0.99)),
                millis(delays.percentile(1)));
        json.addObject()
                .put("putsPerSecond", delays.putsPerSecond())
                .put("puts", delays.millis().length)
                .put("p50Millis", delays.percentile(0.5))
                .put("p99Millis", delays.percentile(0.99))
                .put("maxMillis", delays.percentile(1));
    }

    private static String millis(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    /** The tables for people. */
    String tables() {
        return table + "\n" + delayTable;
    }

    /** The same as JSON. */
    ArrayNode json() {
        return json;
    }

    private static Samples samples(List<HttpOutcome> runs, ToDoubleFunction<HttpOutcome> figure) {
        return new Samples(runs.stream().map(figure::applyAsDouble).toList());
    }

    private static String text(Samples samples) {
        return String.format(Locale.ROOT, "%,.0f [%,.0f-%,.0f]", samples.median(), samples.min(), samples.max());
    }
}
