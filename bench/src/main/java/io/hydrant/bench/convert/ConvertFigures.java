package io.hydrant.bench.convert;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hydrant.bench.deliver.Contestant;
import io.hydrant.bench.report.Results;
import io.hydrant.bench.report.Samples;
import io.hydrant.bench.report.Table;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Turns runs into rows: medians over the rounds, what each step adds, and how many times as fast Hydrant was. */
final class ConvertFigures {
    private final Table steps = new Table(
            "events", "step", "ns per event", "MB per CPU-second", "of Parquet: more, share", "of ORC: more, share");
    private final Table jobs = new Table(
            "events", "files", "contestant", "MB/s", "Hydrant is", "MB per CPU-second", "Hydrant is", "files", "MB");
    private final ArrayNode json = Results.newArray();

    private final Map<String, List<StepOutcome>> stepRows;
    private final Map<String, List<JobOutcome>> jobRows;

    ConvertFigures(List<StepOutcome> stepRuns, List<JobOutcome> jobRuns) {
        stepRows = rows(stepRuns, run -> key(run.kind(), run.step()));
        jobRows = rows(jobRuns, run -> key(run.kind(), run.format(), run.contestant()));
        stepRows.values().forEach(this::addStep);
        jobRows.values().forEach(this::addJob);
    }

    private static <T> Map<String, List<T>> rows(List<T> runs, Function<T, String> key) {
        return runs.stream().collect(Collectors.groupingBy(key, LinkedHashMap::new, Collectors.toList()));
    }

    private static String key(Enum<?>... parts) {
        return List.of(parts).toString();
    }

    /** The tables for people. */
    String tables() {
        return steps + "\n" + jobs;
    }

    /** The same as JSON. */
    ArrayNode json() {
        return json;
    }

    private void addStep(List<StepOutcome> runs) {
        StepOutcome any = runs.get(0);
        Samples nanos = samples(runs, StepOutcome::nanosPerEvent);
        Samples megabytes = samples(runs, StepOutcome::megabytesPerCpuSecond);
        steps.add(
                any.kind().label(),
                any.step().label(),
                text(nanos),
                text(megabytes),
                share(any, ConvertStep.PARQUET, nanos.median()),
                share(any, ConvertStep.ORC, nanos.median()));
        ObjectNode figure = json.addObject()
                .put("events", any.kind().label())
                .put("step", any.step().label())
                .put("rounds", runs.size());
        figure.set("nanosPerEvent", Results.json(nanos));
        figure.set("megabytesPerCpuSecond", Results.json(megabytes));
    }

    /** What a step takes more than the one that it contains, and its share of what {@code whole} takes. */
    private String share(StepOutcome any, ConvertStep whole, double nanos) {
        boolean contained = any.step().format() == null || any.step() == whole;
        double all = nanos(any.kind(), whole);
        if (!contained || all == 0) {
            return "";
        }
        double before = switch (any.step()) {
            case PARSE -> 0;
            case ROWS -> nanos(any.kind(), ConvertStep.PARSE);
            case PARQUET, ORC -> nanos(any.kind(), ConvertStep.ROWS);
        };
        double more = nanos - before;
        return String.format(Locale.ROOT, "%.0f ns, %.0f %%", more, 100 * more / all);
    }

    private double nanos(EventKind kind, ConvertStep step) {
        List<StepOutcome> runs = stepRows.get(key(kind, step));
        return runs == null ? 0 : samples(runs, StepOutcome::nanosPerEvent).median();
    }

    private void addJob(List<JobOutcome> runs) {
        JobOutcome any = runs.get(0);
        List<JobOutcome> hydrant = any.contestant() == Contestant.HYDRANT
                ? List.of()
                : jobRows.getOrDefault(key(any.kind(), any.format(), Contestant.HYDRANT), List.of());
        Samples clock = samples(runs, JobOutcome::megabytesPerSecond);
        Samples processor = samples(runs, JobOutcome::megabytesPerCpuSecond);
        Samples size = samples(runs, JobOutcome::fileMegabytes);
        double times = times(hydrant, clock, JobOutcome::megabytesPerSecond);
        double timesCpu = times(hydrant, processor, JobOutcome::megabytesPerCpuSecond);
        jobs.add(
                any.kind().label(),
                any.format().label(),
                any.contestant().label(),
                text(clock),
                times == 0 ? "" : String.format(Locale.ROOT, "%.2f x", times),
                text(processor),
                timesCpu == 0 ? "" : String.format(Locale.ROOT, "%.2f x", timesCpu),
                Integer.toString(any.files()),
                text(size));
        ObjectNode figure = json.addObject()
                .put("events", any.kind().label())
                .put("format", any.format().label())
                .put("contestant", any.contestant().label())
                .put("rounds", runs.size())
                .put("files", any.files())
                .put("eventMegabytes", any.eventBytes() / 1e6);
        figure.set("megabytesPerSecond", Results.json(clock));
        figure.set("megabytesPerCpuSecond", Results.json(processor));
        figure.set("fileMegabytes", Results.json(size));
        if (times > 0) {
            figure.put("hydrantTimes", times).put("hydrantTimesPerCpuSecond", timesCpu);
        }
    }

    /** 0 if Hydrant did not run, or is the one in question. */
    private static double times(List<JobOutcome> hydrant, Samples own, ToDoubleFunction<JobOutcome> figure) {
        return hydrant.isEmpty() ? 0 : Math.round(samples(hydrant, figure).median() / own.median() * 1000) / 1000.0;
    }

    private static <T> Samples samples(List<T> runs, ToDoubleFunction<T> figure) {
        return new Samples(runs.stream().map(figure::applyAsDouble).toList());
    }

    private static String text(Samples samples) {
        String format = samples.median() < 10 ? "%.1f [%.1f-%.1f]" : "%.0f [%.0f-%.0f]";
        return String.format(Locale.ROOT, format, samples.median(), samples.min(), samples.max());
    }
}
