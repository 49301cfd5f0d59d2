package io.hydrant.test.redshift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazon.redshift.jdbc.Driver;
import java.io.FileNotFoundException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/** The double that other tests of this package believe, with Redshift's real driver. */
class FakeRedshiftTest {
    private static final String CREDENTIALS = " CREDENTIALS 'aws_iam_role=" + FakeRedshift.ROLE + "' MANIFEST ";

    private final Map<String, String> objects = new ConcurrentHashMap<>();

    private byte[] read(String url) throws FileNotFoundException {
        String text = objects.get(url);
        if (text == null) {
            throw new FileNotFoundException(url);
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void copiesInTheCallersTransaction() throws Exception {
        objects.put("s3://b/m", "{\"entries\":[{\"url\":\"s3://b/1\"},{\"url\":\"s3://b/2\"}]}");
        objects.put("s3://b/1", "{\"n\":1,\"text\":\"a\\tb\"}{\"n\":2}");
        objects.put("s3://b/2", "{\"n\":3,\"more\":true}\n");
        objects.put("s3://b/csv", "{\"entries\":[{\"url\":\"s3://b/rows\"}]}");
        objects.put("s3://b/rows", "4,\"x,y\"\n");
        try (FakeRedshift redshift = FakeRedshift.start(this::read)) {
            redshift.createTable("t", "n int, text varchar(10)");
            try (Connection connection = connect(redshift, FakeRedshift.PASSWORD);
                    Statement statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                statement.execute("COPY t FROM 's3://b/m'" + CREDENTIALS + "JSON 'auto'");
                connection.rollback();
                assertThat(redshift.query("SELECT n FROM t")).isEmpty();

                statement.execute("COPY t FROM 's3://b/m'" + CREDENTIALS + "JSON 'auto'");
                statement.execute("COPY t (n, text) FROM 's3://b/csv'" + CREDENTIALS + "CSV");
                connection.commit();
                assertThat(redshift.query("SELECT n || coalesce(text, '-') FROM t ORDER BY n"))
                        .containsExactly("1a\tb", "2-", "3-", "4x,y");

                assertThatThrownBy(() -> statement.execute("COPY gone FROM 's3://b/m'" + CREDENTIALS + "CSV"))
                        .isInstanceOfSatisfying(SQLException.class, e -> {
                            assertThat(e.getSQLState()).isEqualTo("XX000");
                            assertThat(e.getMessage()).contains("nonexistent table");
                        });
                assertThatThrownBy(() -> statement.execute("SELECT 1"))
                        .isInstanceOfSatisfying(
                                SQLException.class,
                                e -> assertThat(e.getSQLState()).isEqualTo("25P02"));
                connection.rollback();
            }
            assertThatThrownBy(() -> connect(redshift, "wrong"))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("28000"));
        }
    }

    private static Connection connect(FakeRedshift redshift, String password) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", FakeRedshift.USER);
        properties.setProperty("password", password);
        properties.setProperty("ssl", "false");
        return new Driver().connect("jdbc:redshift://" + redshift.endpoint() + "/" + FakeRedshift.DATABASE, properties);
    }
}
