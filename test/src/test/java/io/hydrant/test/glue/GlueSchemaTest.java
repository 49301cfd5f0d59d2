package io.hydrant.test.glue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.hydrant.core.config.GlueConfig;
import io.hydrant.core.format.SchemaReference.GlueTable;
import io.hydrant.core.schema.Column;
import io.hydrant.core.schema.ColumnType.Primitive;
import io.hydrant.operators.convert.SchemaSource;
import io.hydrant.operators.convert.SchemaSource.SchemaAccess;
import io.hydrant.operators.convert.glue.GlueSchemaSource;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a job sees of a table in Glue while the table, and Glue, change. */
class GlueSchemaTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Column ID = new Column("id", Primitive.BIGINT);
    private static final Column NAME = new Column("name", Primitive.STRING);

    private final Map<String, Gauge<?>> gauges = new ConcurrentHashMap<>();
    private final MetricGroup metrics = new UnregisteredMetricsGroup() {
        @Override
        public <T, G extends Gauge<T>> G gauge(String name, G gauge) {
            gauges.put(name, gauge);
            return gauge;
        }
    };

    private GlueServer glue;

    @BeforeEach
    void start() throws IOException {
        glue = GlueServer.start();
        glue.put("web", "clicks", "id", "bigint");
    }

    @AfterEach
    void stop() {
        glue.close();
    }

    /** As it arrives at a subtask. */
    private SchemaSource source(String version) throws Exception {
        GlueConfig config = glue.configuration(Duration.ofMillis(100));
        GlueTable table = new GlueTable(null, "web", "clicks", null, version);
        return InstantiationUtil.clone(new GlueSchemaSource(config, "us-east-1", table));
    }

    @Test
    void followsTheNewestVersion() throws Exception {
        try (SchemaAccess schema = source(GlueTable.LATEST).open(metrics)) {
            assertThat(schema.current().columns()).containsExactly(ID);
            assertThat(schema.current().version()).isEqualTo("0");

            glue.put("web", "clicks", "id", "bigint", "name", "string");

            await().atMost(LIMIT).until(() -> schema.current().version().equals("1"));
            assertThat(schema.current().columns()).containsExactly(ID, NAME);
            assertThat(schema.current()).isSameAs(schema.current());
        }
    }

    @Test
    void staysWithAFixedVersion() throws Exception {
        glue.put("web", "clicks", "id", "bigint", "name", "string");
        try (SchemaAccess schema = source("0").open(metrics)) {
            assertThat(schema.current().columns()).containsExactly(ID);
        }
        assertThat(glue.requests()).isEqualTo(1);
    }

    @Test
    void keepsTheLastSchemaWhileGlueIsAwayOrTheTableIsGoneOrUnreadable() throws Exception {
        try (SchemaAccess schema = source(GlueTable.LATEST).open(metrics)) {
            glue.setAway(true);
            awaitFailures(1);
            assertThat(schema.current().columns()).containsExactly(ID);

            glue.delete("web", "clicks");
            glue.setAway(false);
            awaitFailures(3);
            assertThat(schema.current().columns()).containsExactly(ID);

            glue.put("web", "clicks", "id", "uniontype<int,string>");
            awaitFailures(5);
            assertThat(schema.current().columns()).containsExactly(ID);

            glue.put("web", "clicks", "id", "bigint", "name", "string");
            await().atMost(LIMIT).until(() -> schema.current().columns().size() == 2);
        }
    }

    @Test
    void beginsInSpiteOfThrottling() throws Exception {
        glue.throttleOnce();
        try (SchemaAccess schema = source(GlueTable.LATEST).open(metrics)) {
            assertThat(schema.current().columns()).containsExactly(ID);
        }
    }

    @Test
    void endsToAskWhenTheJobEnds() throws Exception {
        source(GlueTable.LATEST).open(metrics).close();
        int asked = glue.requests();
        await().during(Duration.ofMillis(300)).atMost(LIMIT).until(() -> glue.requests() == asked);
    }

    @Test
    void aJobDoesNotBeginWithoutASchema() throws Exception {
        glue.delete("web", "clicks");
        SchemaSource source = source(GlueTable.LATEST);
        assertThatThrownBy(() -> source.open(metrics))
                .hasMessageStartingWith("database web, table clicks: its columns cannot be read from Glue:"
                        + " Database web not found. (Service: AWSGlue;")
                .hasMessageEndingWith("; create it, or give the stream another schema with UpdateDestination");
        glue.setAway(true);
        assertThatThrownBy(() -> source.open(metrics))
                .hasMessageStartingWith("database web, table clicks: its columns cannot be read from Glue:"
                        + " Glue is not available at " + glue.endpoint());
    }

    private void awaitFailures(long more) {
        Gauge<?> failures = gauges.get("SchemaRefreshFailures");
        long now = (Long) failures.getValue();
        await().atMost(LIMIT).until(() -> (Long) failures.getValue() >= now + more);
    }
}
