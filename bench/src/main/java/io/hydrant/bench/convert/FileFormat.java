package io.hydrant.bench.convert;

import io.hydrant.bench.records.Tally;
import io.hydrant.core.format.OutputFormat;
import io.hydrant.core.schema.TableSchema;
import io.hydrant.operators.convert.orc.OrcFormat;
import io.hydrant.operators.convert.parquet.ParquetFormat;
import io.hydrant.operators.convert.rows.RowFormat;
import java.nio.file.Path;
import java.util.List;

/** A format of files, with the same options for each contestant. */
public enum FileFormat {
    PARQUET(
            "Parquet",
            "\"ParquetSerDe\": {\"Compression\": \"SNAPPY\", \"EnableDictionaryCompression\": true,"
                    + " \"BlockSizeBytes\": 134217728}",
            "'format' = 'parquet', 'parquet.compression' = 'SNAPPY', 'parquet.block.size' = '134217728',"
                    + " 'parquet.utc-timezone' = 'true'"),
    ORC(
            "ORC",
            "\"OrcSerDe\": {\"Compression\": \"SNAPPY\", \"DictionaryKeyThreshold\": 0.8}",
            "'format' = 'orc', 'orc.compress' = 'SNAPPY', 'orc.dictionary.key.threshold' = '0.8'");

    private final String label;
    private final String serDe;
    private final String flinkOptions;

    FileFormat(String label, String serDe, String flinkOptions) {
        this.label = label;
        this.serDe = serDe;
        this.flinkOptions = flinkOptions;
    }

    /** Name in the table. */
    String label() {
        return label;
    }

    /** Members of Hydrant's S3 destination, with a comma behind them. */
    String destination() {
        return "\"DataFormatConversionConfiguration\": {\"Enabled\": true,"
                + " \"InputFormatConfiguration\": {\"Deserializer\": {\"OpenXJsonSerDe\": {}}},"
                + " \"OutputFormatConfiguration\": {\"Serializer\": {" + serDe + "}}},";
    }

    /** Of Flink SQL's table of files. */
    String flinkOptions() {
        return flinkOptions;
    }

    /** Hydrant's writer, to be used alone. */
    RowFormat rowFormat() {
        return switch (this) {
            case PARQUET -> new ParquetFormat(new OutputFormat.Parquet(128L << 20, 1 << 20, "SNAPPY", true, 0, false));
            case ORC ->
                new OrcFormat(new OutputFormat.Orc(
                        64L << 20, 256L << 20, 10_000, false, 0.05, "SNAPPY", List.of(), 0.05, 0.8, false));
        };
    }

    /** Reads files back, by a reader that is nobody's among the contestants where there is one, and adds their rows up. */
    Tally tally(List<Path> files, TableSchema schema) {
        return switch (this) {
            case PARQUET -> ParquetFiles.tally(files, schema);
            case ORC -> OrcFiles.tally(files, schema);
        };
    }
}
