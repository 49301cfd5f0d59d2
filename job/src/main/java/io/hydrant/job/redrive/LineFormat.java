package io.hydrant.job.redrive;

import io.hydrant.core.record.RecordBatch;
import io.hydrant.core.record.RecordBatchBuilder;
import io.hydrant.operators.batch.BatchTypes;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.reader.BulkFormat;
import org.apache.flink.connector.file.src.util.CheckpointedPosition;
import org.apache.flink.connector.file.src.util.SingletonResultIterator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Error objects as the file source reads them: the records of those lines that a plan takes, some at a time. The position
 * in an object is the number of lines that have been read.
 */
final class LineFormat implements BulkFormat<RecordBatch, FileSourceSplit> {
    private static final long serialVersionUID = 1L;
    private static final Logger LOGGER = LoggerFactory.getLogger(LineFormat.class);

    /** A batch is handed on at this size. */
    private static final int BATCH_BYTES = 256 << 10;

    private final RedriveFilter filter;
    private final List<PlannedObject> objects;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final EntryPoint entry;
    private final RecordPlaces places;

    LineFormat(RedrivePlan plan, EntryPoint entry, RecordPlaces places) {
        this.filter = plan.filter();
        this.objects = plan.objects();
        this.entry = entry;
        this.places = places;
        for (int number = 0; number < objects.size(); number++) {
            numbers.put(objects.get(number).key(), number);
        }
    }

    @Override
    public Reader<RecordBatch> createReader(Configuration config, FileSourceSplit split) throws IOException {
        Integer number = numbers.get(split.splitId());
        if (number == null) {
            throw new IllegalStateException(split.splitId() + " is not in the plan");
        }
        try {
            return new LinesOfPlan(number, ErrorLineReader.open(split.path()));
        } catch (FileNotFoundException e) {
            // The count of what was taken tells the user.
            LOGGER.error("{} has gone since the redrive was planned; its records cannot be delivered", split.path());
            return new LinesOfPlan(number, ErrorLineReader.ofNothing());
        }
    }

    @Override
    public Reader<RecordBatch> restoreReader(Configuration config, FileSourceSplit split) throws IOException {
        Reader<RecordBatch> reader = createReader(config, split);
        ((LinesOfPlan) reader)
                .skip(split.getReaderPosition()
                        .map(CheckpointedPosition::getRecordsAfterOffset)
                        .orElse(0L));
        return reader;
    }

    @Override
    public boolean isSplittable() {
        return false;
    }

    @Override
    public TypeInformation<RecordBatch> getProducedType() {
        return BatchTypes.RECORD_BATCH;
    }

    /** Those of one object. */
    private final class LinesOfPlan implements Reader<RecordBatch> {
        private final int number;
        private final PlannedObject object;
        private final ErrorLineReader lines;
        private final RecordBatchBuilder builder = new RecordBatchBuilder(0);

        LinesOfPlan(int number, ErrorLineReader lines) {
            this.number = number;
            this.object = objects.get(number);
            this.lines = lines;
        }

        void skip(long count) throws IOException {
            while (lines.number() < count && readLine()) {
                builder.clear();
            }
        }

        @Override
        public @Nullable RecordIterator<RecordBatch> readBatch() throws IOException {
            while (builder.payloadLength() < BATCH_BYTES && readLine()) {}
            if (builder.size() == 0) {
                return null;
            }
            SingletonResultIterator<RecordBatch> batch = new SingletonResultIterator<>();
            batch.set(builder.build(), CheckpointedPosition.NO_OFFSET, lines.number());
            return batch;
        }

        /** Adds the record of the next line, if the plan takes it; false if there is no line. */
        private boolean readLine() throws IOException {
            try {
                byte[] bytes = lines.next();
                if (bytes == null) {
                    return false;
                }
                FailedLine line = FailedLine.parse(bytes);
                if (takes(line)) {
                    places.add(builder, line, number, lines.number());
                }
            } catch (MalformedLineException e) {
                LOGGER.debug("{}: line {}: {}", object.key(), lines.number(), e.getMessage()); // told by the plan
            }
            return true;
        }

        private boolean takes(FailedLine line) {
            return EntryPoint.of(line.errorCode()) == entry
                    && filter.takes(line)
                    && object.takenBefore().stream().noneMatch(before -> before.takes(line));
        }

        @Override
        public void close() throws IOException {
            lines.close();
        }
    }
}
