package io.hydrant.bench.load;

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

/** Turns runs into rows: the median over the rounds, and Hydrant next to Flink's sink with the same promise. */
final class TableFigures {
    private final Table table = new Table("contestant", "rows/s", "x sink", "rows per CPU-second", "x sink");
    private final ArrayNode json = Results.newArray();

    TableFigures(List<TableOutcome> runs) {
        Map<TableContestant, List<TableOutcome>> all = runs.stream()
                .collect(Collectors.groupingBy(TableOutcome::contestant, TreeMap::new, Collectors.toList()));
        all.forEach((contestant, its) -> add(its, all.getOrDefault(contestant.peer(), List.of())));
    }

    private void add(List<TableOutcome> runs, List<TableOutcome> peers) {
        Samples clock = samples(runs, TableOutcome::recordsPerSecond);
        Samples cpu = samples(runs, TableOutcome::recordsPerCpuSecond);
        String label = runs.get(0).contestant().label();
        table.add(
                label,
                text(clock),
                ratio(clock, peers, TableOutcome::recordsPerSecond),
                text(cpu),
                ratio(cpu, peers, TableOutcome::recordsPerCpuSecond));
        ObjectNode figure = json.addObject().put("contestant", label).put("rounds", runs.size());
        figure.set("rowsPerSecond", Results.json(clock));
        figure.set("rowsPerCpuSecond", Results.json(cpu));
    }

    /** The table for people. */
    Table table() {
        return table;
    }

    /** The same as JSON. */
    ArrayNode json() {
        return json;
    }

    private static String ratio(Samples own, List<TableOutcome> peers, ToDoubleFunction<TableOutcome> figure) {
        return peers.isEmpty()
                ? ""
                : String.format(
                        Locale.ROOT,
                        "%.2f",
                        own.median() / samples(peers, figure).median());
    }

    private static Samples samples(List<TableOutcome> runs, ToDoubleFunction<TableOutcome> figure) {
        return new Samples(runs.stream().map(figure::applyAsDouble).toList());
    }

    private static String text(Samples samples) {
        return String.format(Locale.ROOT, "%,.0f [%,.0f-%,.0f]", samples.median(), samples.min(), samples.max());
    }
}
