package io.hydrant.bench.processing;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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

/** Turns runs into rows: the median over the rounds, and what a job costs more with its processors than without. */
final class ProcessFigures {
    private final Table steps = new Table("event", "processor", "ns per event", "MB per CPU-second");
    private final Table jobs = new Table(
            "event",
            "job",
            "MB/s",
            "MB per CPU-second",
            "CPU ns per event",
            "more than without",
            "heap MB",
            "checkpoint MB",
            "checkpoint ms",
            "files");
    private final ArrayNode json = Results.newArray();

    ProcessFigures(List<StepOutcome> stepRuns, List<JobOutcome> jobRuns) {
        rows(stepRuns, run -> run.size() + "/" + run.step()).values().forEach(this::addStep);
        Map<String, List<JobOutcome>> all = rows(jobRuns, ProcessFigures::key);
        all.values().forEach(runs -> addJob(runs, all));
    }

    private static <T> Map<String, List<T>> rows(List<T> runs, Function<T, String> key) {
        return runs.stream().collect(Collectors.groupingBy(key, LinkedHashMap::new, Collectors.toList()));
    }

    private static String key(JobOutcome run) {
        return run.size() + "/" + run.job() + "/" + run.with();
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
        steps.add(any.size() + " B", any.step().label(), text(nanos), text(megabytes));
        ObjectNode figure = json.addObject()
                .put("eventBytes", any.size())
                .put("processor", any.step().label())
                .put("rounds", runs.size());
        figure.set("nanosPerEvent", Results.json(nanos));
        figure.set("megabytesPerCpuSecond", Results.json(megabytes));
    }

    private void addJob(List<JobOutcome> runs, Map<String, List<JobOutcome>> all) {
        JobOutcome any = runs.get(0);
        Samples clock = samples(runs, JobOutcome::megabytesPerSecond);
        Samples processor = samples(runs, JobOutcome::megabytesPerCpuSecond);
        Samples nanos = samples(runs, JobOutcome::nanosPerEvent);
        Samples heap = samples(runs, run -> run.measured().heapBytes() / 1e6);
        Samples size = samples(runs, run -> run.measured().checkpointBytes() / 1e6);
        Samples millis = samples(runs, run -> run.measured().checkpointMillis());
        List<JobOutcome> without = all.getOrDefault(any.size() + "/" + any.job() + "/false", List.of());
        double more = any.with() && !without.isEmpty()
                ? nanos.median() - samples(without, JobOutcome::nanosPerEvent).median()
                : 0;
        jobs.add(
                any.size() + " B",
                any.with() ? any.job().label() : "the same records, nothing done to them",
                text(clock),
                text(processor),
                text(nanos),
                any.with() ? String.format(Locale.ROOT, "%+.0f ns", more) : "",
                text(heap),
                text(size),
                text(millis),
                Integer.toString(any.files()));
        ObjectNode figure = json.addObject()
                .put("eventBytes", any.size())
                .put("job", any.job().label())
                .put("withProcessors", any.with())
                .put("rounds", runs.size())
                .put("nanosMoreThanWithout", Math.round(more))
                .put("files", any.files());
        figure.set("megabytesPerSecond", Results.json(clock));
        figure.set("megabytesPerCpuSecond", Results.json(processor));
        figure.set("cpuNanosPerEvent", Results.json(nanos));
        figure.set("heapMegabytes", Results.json(heap));
        figure.set("checkpointMegabytes", Results.json(size));
        figure.set("checkpointMillis", Results.json(millis));
    }

    private static <T> Samples samples(List<T> runs, ToDoubleFunction<T> figure) {
        return new Samples(runs.stream().map(figure::applyAsDouble).toList());
    }

    private static String text(Samples samples) {
        String format = samples.median() < 10 ? "%.1f [%.1f-%.1f]" : "%.0f [%.0f-%.0f]";
        return String.format(Locale.ROOT, format, samples.median(), samples.min(), samples.max());
    }
}
