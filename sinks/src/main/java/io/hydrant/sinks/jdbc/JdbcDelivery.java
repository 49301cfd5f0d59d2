package io.hydrant.sinks.jdbc;

import io.hydrant.core.record.Buffer;
import io.hydrant.core.record.FailedRecord;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.ChainingStrategy;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;

/**
 * Delivers buffers to a table: each record becomes a row, or goes to the error output.
 *
 * <pre>
 *  Buffer --RowReader, TableWriter--> rows --PREPARE before a checkpoint, COMMIT when it is complete--> table
 *              \__ records that no row can be made of, and those of a database that is away for too long --> FailedRecord
 * </pre>
 *
 * With prepared transactions each record is written once, whatever crashes: a checkpoint holds a buffer, or the name of the
 * transaction that it is in. Without them a record is written at least once; a table with key columns then has it once.
 */
public final class JdbcDelivery {
    private final JdbcOptions options;

    public JdbcDelivery(JdbcOptions options) {
        this.options = options;
    }

    /**
     * Attaches the delivery under a constant uid.
     *
     * @param failures type of the result
     * @return the records that are not delivered
     */
    public DataStream<FailedRecord> attach(
            DataStream<Buffer> buffers, TypeInformation<FailedRecord> failures, String uid) {
        return buffers.transform("JDBC", failures, new Factory(options, buffers.getType()))
                .uid(uid);
    }

    /** Makes the operator, which needs the mailbox of its task. */
    static final class Factory extends AbstractStreamOperatorFactory<FailedRecord>
            implements OneInputStreamOperatorFactory<Buffer, FailedRecord> {
        private static final long serialVersionUID = 1L;

        private final JdbcOptions options;
        private final TypeInformation<Buffer> bufferType;

        Factory(JdbcOptions options, TypeInformation<Buffer> bufferType) {
            this.options = options;
            this.bufferType = bufferType;
            this.chainingStrategy = ChainingStrategy.ALWAYS;
        }

        @Override
        @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"
        }) // Flink asks for an operator of this factory's types
        public <T extends StreamOperator<FailedRecord>> T createStreamOperator(
                StreamOperatorParameters<FailedRecord> parameters) {
            return (T) new JdbcOperator(parameters, options, bufferType);
        }

        @Override
        @SuppressWarnings("rawtypes") // as it is declared
        public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader loader) {
            return JdbcOperator.class;
        }
    }
}
