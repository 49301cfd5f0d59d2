package io.hydrant.test.redrive;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hydrant.core.transform.InputRecord;
import io.hydrant.core.transform.RecordTransformer;
import io.hydrant.core.transform.Results;
import io.hydrant.core.transform.TransformContext;
import java.nio.file.Files;
import java.nio.file.Path;

/** Puts a mark behind each record; but odd numbers fail as long as a certain file is not there. */
public final class GatedPlugin implements RecordTransformer {
    private Path gate = Path.of("");

    @Override
    public String name() {
        return "gated";
    }

    @Override
    public void open(TransformContext context) {
        gate = Path.of(context.setting("gate"));
    }

    @Override
    public void transform(InputRecord record, Results results) {
        String text = record.text().strip();
        if (Integer.parseInt(text) % 2 == 1 && !Files.exists(gate)) {
            results.failed("the gate is closed");
        } else {
            results.ok((text + "!").getBytes(UTF_8));
        }
    }
}
