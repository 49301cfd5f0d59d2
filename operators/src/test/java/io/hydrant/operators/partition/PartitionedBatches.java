package io.hydrant.operators.partition;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hydrant.core.prefix.ObjectKey;
import io.hydrant.core.prefix.PartitionKeys;
import io.hydrant.core.prefix.PrefixRules;
import io.hydrant.core.record.BatchRewriter;
import io.hydrant.core.record.RecordBatch;
import io.hydrant.operators.Batches;
import java.time.ZoneOffset;
import java.util.Locale;

/** Batches whose records have a partition: {@code customer:record}. */
final class PartitionedBatches {
    static final ObjectKey OBJECT_KEY = new ObjectKey(
            PrefixRules.data("!{partitionKeyFromQuery:customer}/!{partitionKeyFromLambda:kind}/", true),
            "clicks",
            "1",
            "",
            ZoneOffset.UTC);
    static final PartitionKeys KEYS = PartitionKeys.of(
            PrefixRules.data("!{partitionKeyFromQuery:customer}/!{partitionKeyFromLambda:kind}/", true));

    private PartitionedBatches() {}

    /** Records "customer:record" of kind "k"; without a colon: of no customer. */
    static RecordBatch of(String... records) {
        BatchRewriter rewriter = new BatchRewriter();
        rewriter.begin(Batches.of(records));
        for (int i = 0; i < records.length; i++) {
            int colon = records[i].indexOf(':');
            byte[] metadata = KEYS.encode(new String[] {colon < 0 ? null : records[i].substring(0, colon), "k"});
            rewriter.keep(i);
            rewriter.metadata(metadata, 0, metadata.length);
        }
        return rewriter.finish();
    }

    /** The same records in capitals, which know what they were. */
    static RecordBatch changed(RecordBatch batch) {
        BatchRewriter rewriter = new BatchRewriter();
        rewriter.begin(batch);
        int i = 0;
        for (String record : Batches.records(batch)) {
            byte[] bytes = record.toUpperCase(Locale.ROOT).getBytes(UTF_8);
            rewriter.add(i++, bytes, 0, bytes.length);
        }
        return rewriter.finish();
    }

    static String partition(String customer) {
        byte[] metadata = KEYS.encode(new String[] {customer, "k"});
        return PartitionKeys.partition(metadata, 0, metadata.length);
    }

    /** The customer of a partition. */
    static String customer(String partition) {
        return KEYS.values(partition)[0];
    }
}
