package io.hydrant.bench.deliver;

import io.hydrant.core.record.RecordBatch;
import java.util.Arrays;
import java.util.Set;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.format.DecodingFormat;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.factories.DeserializationFormatFactory;
import org.apache.flink.table.factories.DynamicTableFactory;
import org.apache.flink.table.types.DataType;
import org.apache.flink.util.Collector;

/** Lets Flink SQL read the gateway's log: a table format that makes a row of one BYTES column out of each record. */
public final class EntryFormatFactory implements DeserializationFormatFactory {
    /** The format's name in DDL. */
    static final String IDENTIFIER = "hydrant-entries";

    @Override
    public String factoryIdentifier() {
        return IDENTIFIER;
    }

    @Override
    public Set<ConfigOption<?>> requiredOptions() {
        return Set.of();
    }

    @Override
    public Set<ConfigOption<?>> optionalOptions() {
        return Set.of();
    }

    @Override
    public DecodingFormat<DeserializationSchema<RowData>> createDecodingFormat(
            DynamicTableFactory.Context context, ReadableConfig options) {
        return new DecodingFormat<>() {
            @Override
            public DeserializationSchema<RowData> createRuntimeDecoder(
                    DynamicTableSource.Context source, DataType physicalType) {
                return new Entries(source.createTypeInformation(physicalType));
            }

            @Override
            public ChangelogMode getChangelogMode() {
                return ChangelogMode.insertOnly();
            }
        };
    }

    private static final class Entries implements DeserializationSchema<RowData> {
        private static final long serialVersionUID = 1L;

        private final TypeInformation<RowData> type;

        Entries(TypeInformation<RowData> type) {
            this.type = type;
        }

        @Override
        public void deserialize(byte[] message, Collector<RowData> out) {
            RecordBatch entry = RecordBatch.wrap(message);
            int start = 0;
            for (int i = 0; i < entry.size(); i++) {
                int end = entry.end(i);
                out.collect(GenericRowData.of(Arrays.copyOfRange(message, start, end)));
                start = end;
            }
        }

        @Override
        public RowData deserialize(byte[] message) {
            throw new UnsupportedOperationException("an entry holds many rows");
        }

        @Override
        public boolean isEndOfStream(RowData row) {
            return false;
        }

        @Override
        public TypeInformation<RowData> getProducedType() {
            return type;
        }
    }
}
