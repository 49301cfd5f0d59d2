package io.hydrant.core.transform;

/**
 * A transformation of records that runs in the delivery job, in place of a Lambda function: a plug-in.
 *
 * <p>Its jar names it in {@code META-INF/services/io.hydrant.core.transform.RecordTransformer} and is put into the plug-in
 * directory, alone or in a folder with the jars that it needs. It sees the JDK, its own jars and this package. In
 * {@code conf/hydrant.yaml} it stands in for a function: {@code lambda.functions.<name>.plugin: <name()>}.
 *
 * <p>A filter:
 *
 * <pre>{@code
 * public final class Errors implements RecordTransformer {
 *     public String name() {
 *         return "errors";
 *     }
 *
 *     public void transform(InputRecord record, Results results) {
 *         if (record.text().contains("\"level\":\"ERROR\"")) {
 *             results.ok(record.data());
 *         } else {
 *             results.dropped();
 *         }
 *     }
 * }
 * }</pre>
 *
 * An enrichment, whose partition key a prefix calls {@code !{partitionKeyFromLambda:country}}:
 *
 * <pre>{@code
 * public final class Country implements RecordTransformer {
 *     private Map<String, String> countries = Map.of();
 *
 *     public String name() {
 *         return "country";
 *     }
 *
 *     public void open(TransformContext context) throws IOException {
 *         countries = readTable(Path.of(context.setting("table")));
 *     }
 *
 *     public void transform(InputRecord record, Results results) {
 *         String[] click = record.text().split(",", -1);
 *         String country = countries.get(click[0]);
 *         if (country == null) {
 *             results.failed("the user has no country");
 *         } else {
 *             byte[] line = (record.text() + "," + country).getBytes(UTF_8);
 *             results.ok(line, Map.of("country", country));
 *         }
 *     }
 * }
 * }</pre>
 *
 * A fan-out, which a Lambda function cannot do:
 *
 * <pre>{@code
 * public void transform(InputRecord record, Results results) {
 *     for (String line : record.text().split("\n")) {
 *         results.ok(line.getBytes(UTF_8));
 *     }
 * }
 * }</pre>
 *
 * <p>There are as many instances as invocations run at a time; no instance is ever called by two threads at once. A call may
 * come again with the same records, after a failure or a restart of the job.
 */
public interface RecordTransformer {
    /** The name by which the configuration finds it; constant. */
    String name();

    /**
     * Called once, before anything else.
     *
     * @throws Exception if it cannot work; the job fails and is started again
     */
    default void open(TransformContext context) throws Exception {}

    /**
     * Transforms one record. It says what becomes of it by calling {@code results}, which is valid until it returns. A
     * record of which it says nothing fails with {@code Lambda.MissingRecordId}: nothing gets lost by an oversight.
     *
     * @throws Exception if it failed as a function does that throws: all records of the invocation are tried again, as often
     *     as the processor's NumberOfRetries says, and then go to the error output. A record that is itself at fault is
     *     better {@linkplain Results#failed failed}
     */
    void transform(InputRecord record, Results results) throws Exception;

    /** Called once, after everything else; not if the job's process dies. */
    default void close() throws Exception {}
}
