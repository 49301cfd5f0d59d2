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

/** Turns runs into rows: the median over the rounds, and each contestant next to Flink's connector. */
final class SearchFigures {
    private final Table table = new Table(
            "record", "contestant", "records/s", "records per CPU-second", "MB per CPU-second", "x connector");
    private final ArrayNode json = Results.newArray();

    SearchFigures(List<SearchOutcome> runs) {
        Map<Integer, List<SearchOutcome>> bySize =
                runs.stream().collect(Collectors.groupingBy(SearchOutcome::size, TreeMap::new, Collectors.toList()));
        bySize.values().forEach(this::addSize);
    }

    private void addSize(List<SearchOutcome> runs) {
        Map<SearchContestant, List<SearchOutcome>> all = runs.stream()
                .collect(Collectors.groupingBy(SearchOutcome::contestant, TreeMap::new, Collectors.toList()));
        List<SearchOutcome> connector = all.getOrDefault(SearchContestant.CONNECTOR, List.of());
        double peer = connector.isEmpty()
                ? Double.NaN
                : samples(connector, SearchOutcome::megabytesPerCpuSecond).median();
        all.forEach((contestant, its) -> add(contestant, its, peer));
    }

    private void add(SearchContestant contestant, List<SearchOutcome> runs, double peer) {
        Samples clock = samples(runs, SearchOutcome::recordsPerSecond);
        Samples records = samples(runs, SearchOutcome::recordsPerCpuSecond);
        Samples megabytes = samples(runs, SearchOutcome::megabytesPerCpuSecond);
        double ratio = megabytes.median() / peer;
        table.add(
                runs.get(0).size() + " B",
                contestant.label(),
                text(clock),
                text(records),
                text(megabytes),
                Double.isNaN(ratio) ? "" : String.format(Locale.ROOT, "%.2f", ratio));
        ObjectNode figure = json.addObject()
                .put("recordBytes", runs.get(0).size())
                .put("contestant", contestant.label())
                .put("rounds", runs.size());
        figure.set("recordsPerSecond", Results.json(clock));
        figure.set("recordsPerCpuSecond", Results.json(records));
        figure.set("megabytesPerCpuSecond", Results.json(megabytes));
    }

    /** The table for people. */
    Table table() {
        return table;
    }

    /** The same as JSON. */
    ArrayNode json() {
        return json;
    }

    private static Samples samples(List<SearchOutcome> runs, ToDoubleFunction<SearchOutcome> figure) {
        return new Samples(runs.stream().map(figure::applyAsDouble).toList());
    }

    private static String text(Samples samples) {
        return String.format(Locale.ROOT, "%,.0f [%,.0f-%,.0f]", samples.median(), samples.min(), samples.max());
    }
}
