package io.hydrant.job;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.StateObjectCollection;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.state.OperatorStateHandle;
import org.apache.flink.runtime.state.OperatorStateHandle.StateMetaInfo;
import org.apache.flink.runtime.state.OperatorStreamStateHandle;

/**
 * The savepoint of a drain whose job was lost before it had ended, made fit for a job that has to go on: while a stream is
 * updated, records keep coming. Flink's sinks note in a drain's savepoint that their input has ended, and fail when there
 * is more of it.
 *
 * <p>What else is in the savepoint stays, above all the objects that are ready to be published: the next drain does so.
 * The files of the state are shared; only a second metadata file is written beside the first, anew each time.
 */
final class ReopenedSavepoint {
    private static final String METADATA = "_metadata_reopened";
    /** Name of the note in the state of Flink's SinkWriterOperator. */
    private static final String END_OF_INPUT = "end_of_input_state";

    private ReopenedSavepoint() {}

    /**
     * Where a job has to start instead of from the savepoint.
     *
     * @throws UncheckedIOException if the savepoint cannot be read, or nothing be written beside it
     */
    static Path of(Path savepoint) {
        Path reopened = new Path(savepoint, METADATA);
        try {
            FileSystem files = savepoint.getFileSystem();
            CheckpointMetadata ended;
            try (DataInputStream in = new DataInputStream(files.open(CheckpointFolders.metadata(savepoint)))) {
                ended = Checkpoints.loadCheckpointMetadata(
                        in, ReopenedSavepoint.class.getClassLoader(), savepoint.toString());
            }
            try (OutputStream out = files.create(reopened, FileSystem.WriteMode.OVERWRITE)) {
                Checkpoints.storeCheckpointMetadata(reopen(ended), out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot prepare the savepoint " + savepoint + " for another job", e);
        }
        return reopened;
    }

    private static CheckpointMetadata reopen(CheckpointMetadata ended) {
        List<OperatorState> operators = new ArrayList<>();
        for (OperatorState operator : ended.getOperatorStates()) {
            operators.add(operator.isFullyFinished() ? operator : reopen(operator));
        }
        return new CheckpointMetadata(
                ended.getCheckpointId(), operators, ended.getMasterStates(), ended.getCheckpointProperties());
    }

    private static OperatorState reopen(OperatorState ended) {
        OperatorState operator =
                new OperatorState(ended.getOperatorID(), ended.getParallelism(), ended.getMaxParallelism());
        operator.setCoordinatorState(ended.getCoordinatorState());
        ended.getSubtaskStates().forEach((index, subtask) -> operator.putState(index, reopen(subtask)));
        return operator;
    }

    private static OperatorSubtaskState reopen(OperatorSubtaskState ended) {
        List<OperatorStateHandle> handles = new ArrayList<>();
        for (OperatorStateHandle handle : ended.getManagedOperatorState()) {
            Map<String, StateMetaInfo> states = new HashMap<>(handle.getStateNameToPartitionOffsets());
            boolean noted = states.remove(END_OF_INPUT) != null;
            handles.add(noted ? new OperatorStreamStateHandle(states, handle.getDelegateStateHandle()) : handle);
        }
        return ended.toBuilder()
                .setManagedOperatorState(new StateObjectCollection<>(handles))
                .build();
    }
}
