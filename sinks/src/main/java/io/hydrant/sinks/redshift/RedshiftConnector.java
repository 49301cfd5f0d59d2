package io.hydrant.sinks.redshift;

import com.amazon.redshift.jdbc.Driver;
import io.hydrant.core.config.RedshiftConfig;
import io.hydrant.core.definition.RedshiftDestination;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;

/** Opens connections, each with the credentials of its time. */
final class RedshiftConnector {
    private static final String CONNECT_SECONDS = "30";
    /** Class of SQLSTATEs. */
    private static final String AUTHENTICATION = "28";

    private final RedshiftCopyOptions options;
    private final Credentials credentials;

    RedshiftConnector(RedshiftCopyOptions options, Credentials credentials) {
        this.options = options;
        this.credentials = credentials;
    }

    /**
     * One in which statements wait for a commit.
     *
     * @throws io.hydrant.clients.aws.ServiceException if there are no credentials
     */
    Connection open() throws SQLException {
        RedshiftConfig config = options.config();
        Map<String, String> current = credentials.current();
        Properties properties = new Properties();
        properties.setProperty("user", current.getOrDefault("username", ""));
        properties.setProperty("password", current.getOrDefault("password", ""));
        properties.setProperty("ApplicationName", "hydrant " + options.stream());
        properties.setProperty("loginTimeout", CONNECT_SECONDS);
        properties.setProperty("connectTimeout", CONNECT_SECONDS);
        properties.setProperty(
                "socketTimeout", Long.toString(config.copyTimeout().toSeconds()));
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("ssl", Boolean.toString(config.tls()));
        if (config.tls()) {
            // Where the cluster is reached by another name, the certificate's is not that.
            properties.setProperty("sslmode", config.endpoint() == null ? "verify-full" : "verify-ca");
        }
        // Not by DriverManager, which does not see the classes of a job.
        Connection connection = connect(properties);
        if (connection == null) {
            throw new SQLException("the driver does not take " + url(), "08001");
        }
        connection.setAutoCommit(false);
        return connection;
    }

    private Connection connect(Properties properties) throws SQLException {
        try {
            return new Driver().connect(url(), properties);
        } catch (SQLException e) {
            String state = e.getSQLState();
            if (state != null && state.startsWith(AUTHENTICATION)) {
                credentials.refused();
            }
            throw e;
        }
    }

    private String url() {
        RedshiftDestination destination = options.destination();
        String endpoint = options.config().endpoint();
        String place = endpoint == null ? destination.host() + ":" + destination.port() : endpoint;
        return "jdbc:redshift://" + place + "/" + destination.database();
    }
}
