package io.hydrant.test.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hydrant.core.transform.InputRecord;
import io.hydrant.core.transform.RecordTransformer;
import io.hydrant.core.transform.Results;
import java.util.Map;

/** Says of each message of {@link LogDocuments} which region it belongs to, unless the message asks for something else. */
public final class RoutingPlugin implements RecordTransformer {
    @Override
    public String name() {
        return "routing";
    }

    @Override
    public void transform(InputRecord record, Results results) {
        String text = record.text();
        if (text.contains("\"fate\":\"refused\"")) {
            results.failed("refused, as it asked for");
        } else if (text.contains("\"fate\":\"homeless\"")) {
            results.ok(record.data());
        } else {
            int from = text.indexOf("\"id\":") + 5;
            long id = Long.parseLong(text.substring(from, text.indexOf(',', from)));
            byte[] seen =
                    text.replace("\"fate\":\"deliver\"", "\"fate\":\"seen\"").getBytes(UTF_8);
            results.ok(seen, Map.of("region", "r" + id % 3));
        }
    }
}
