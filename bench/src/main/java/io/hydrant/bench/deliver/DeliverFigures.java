package io.hydrant.bench.deliver;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hydrant.bench.report.Results;
import io.hydrant.bench.report.Samples;
import io.hydrant.bench.report.Table;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Turns runs into rows: the median over the rounds, and how many times as fast Hydrant was in the same setting. */
final class DeliverFigures {
    private final Table table = new Table(
            "record", "input", "contestant", "MB/s", "Hydrant is", "MB per CPU-second", "Hydrant is", "compressed to");
    private final ArrayNode json = Results.newArray();

    DeliverFigures(List<Outcome> outcomes) {
        Map<Row, List<Outcome>> rows =
                outcomes.stream().collect(Collectors.groupingBy(Row::of, LinkedHashMap::new, Collectors.toList()));
        rows.forEach((row, runs) -> add(row, runs, rows));
    }

    /** The table for people. */
    Table table() {
        return table;
    }

    /** The same as JSON. */
    ArrayNode json() {
        return json;
    }

    private void add(Row row, List<Outcome> runs, Map<Row, List<Outcome>> rows) {
        List<Outcome> hydrant = rows.entrySet().stream()
                .filter(other -> row.isRivalOf(other.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(List.of());
        Outcome any = runs.get(0);
        Samples clock = samples(runs, Outcome::megabytesPerSecond);
        Samples processor = samples(runs, Outcome::megabytesPerCpuSecond);
        String share =
                any.fileBytes() == 0 || !row.gzip() ? "" : text("%.1f %%", 100.0 * any.fileBytes() / any.bytes());
        table.add(
                row.size() + " B",
                row.input().toString(),
                row.lineup().label(),
                text(clock),
                ratio(hydrant, clock, Outcome::megabytesPerSecond),
                text(processor),
                ratio(hydrant, processor, Outcome::megabytesPerCpuSecond),
                share);
        ObjectNode figure = json.addObject()
                .put("recordBytes", row.size())
                .put("input", row.input().toString())
                .put("contestant", row.lineup().contestant().label())
                .put("gzipLevel", row.lineup().gzipLevel())
                .put("rounds", runs.size());
        figure.set("megabytesPerSecond", Results.json(clock));
        figure.set("megabytesPerCpuSecond", Results.json(processor));
        if (!hydrant.isEmpty()) {
            figure.put("hydrantTimes", times(hydrant, clock, Outcome::megabytesPerSecond));
            figure.put("hydrantTimesPerCpuSecond", times(hydrant, processor, Outcome::megabytesPerCpuSecond));
        }
    }

    private static String ratio(List<Outcome> hydrant, Samples own, ToDoubleFunction<Outcome> figure) {
        return hydrant.isEmpty() ? "" : text("%.2f x", times(hydrant, own, figure));
    }

    private static double times(List<Outcome> hydrant, Samples own, ToDoubleFunction<Outcome> figure) {
        return Math.round(samples(hydrant, figure).median() / own.median() * 1000) / 1000.0;
    }

    private static Samples samples(List<Outcome> runs, ToDoubleFunction<Outcome> figure) {
        return new Samples(runs.stream().map(figure::applyAsDouble).toList());
    }

    private static String text(Samples samples) {
        return text("%.0f [%.0f-%.0f]", samples.median(), samples.min(), samples.max());
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    /** What makes a row of the table. */
    private record Row(int size, Input input, Lineup lineup) {
        static Row of(Outcome outcome) {
            return new Row(outcome.size(), outcome.input(), outcome.lineup());
        }

        boolean gzip() {
            return lineup.gzipLevel() > 0;
        }

        /** Whether the other row is Hydrant's in the same setting, and this one is not. */
        boolean isRivalOf(Row other) {
            return lineup.contestant() != Contestant.HYDRANT
                    && other.lineup.contestant() == Contestant.HYDRANT
                    && other.size == size
                    && Objects.equals(other.input, input)
                    && other.gzip() == gzip();
        }
    }
}
