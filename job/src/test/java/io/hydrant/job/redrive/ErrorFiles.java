package io.hydrant.job.redrive;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hydrant.core.definition.CompressionFormat;
import io.hydrant.core.record.ErrorLine;
import io.hydrant.core.record.FailedRecord;
import io.hydrant.core.record.RecordBatch;
import io.hydrant.sinks.s3.encoding.ObjectEncoder;
import io.hydrant.sinks.s3.encoding.ObjectEncoding;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/** Error objects as a stream named clicks writes them. */
public final class ErrorFiles {
    /** When the records of these objects have arrived, epoch milliseconds. */
    public static final long ARRIVAL = 1_764_500_000_000L;

    private ErrorFiles() {}

    /** A line of a record that failed so long after its arrival. */
    public static String line(String code, String record, long failedAfterMillis, String details) {
        FailedRecord failed = new FailedRecord(
                code.startsWith("DataFormatConversion.") ? FailedRecord.FORMAT_CONVERSION_FAILED : "some-failed",
                code,
                "it failed",
                1,
                ARRIVAL,
                ARRIVAL + failedAfterMillis,
                record.getBytes(UTF_8),
                details);
        return new String(ErrorLine.of(failed), UTF_8);
    }

    /** The same, without anything special about it. */
    public static String line(String code, String record) {
        return line(code, record, 0, "");
    }

    /** Puts an object into a folder of a bucket; gives its name. */
    public static String write(Path folder, CompressionFormat format, String... lines) throws IOException {
        String name = "clicks-1-2025-11-30-10-53-20-" + UUID.randomUUID() + format.extension();
        Files.write(Files.createDirectories(folder).resolve(name), encode(format, lines));
        return name;
    }

    static byte[] encode(CompressionFormat format, String... lines) throws IOException {
        ByteArrayOutputStream object = new ByteArrayOutputStream();
        try (ObjectEncoding encoding = new ObjectEncoding(format, 1, new byte[0])) {
            ObjectEncoder encoder = encoding.open(object);
            for (String line : lines) {
                encoder.add(RecordBatch.ofMessage(-1, -1, 0, line.getBytes(UTF_8)));
            }
            encoder.finish();
        }
        return object.toByteArray();
    }
}
