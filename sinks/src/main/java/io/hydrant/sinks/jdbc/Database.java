package io.hydrant.sinks.jdbc;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import java.util.ServiceLoader;

/** Opens connections to the database of a stream. Any thread may do so. */
final class Database implements AutoCloseable {
    private final JdbcOptions options;
    private final Dialect dialect;
    private final Credentials credentials;
    private final Driver driver;

    private Database(JdbcOptions options, Dialect dialect, Credentials credentials, Driver driver) {
        this.options = options;
        this.dialect = dialect;
        this.credentials = credentials;
        this.driver = driver;
    }

    /**
     * Finds the driver and the credentials.
     *
     * @throws IllegalStateException naming the fix, if there is no driver for the URL
     * @throws io.hydrant.clients.aws.ServiceException if the secret cannot be read
     */
    static Database of(JdbcOptions options) {
        Driver driver = driver(options.destination().url());
        return new Database(options, Dialect.of(options.destination().database()), Credentials.open(options), driver);
    }

    /** Not {@link java.sql.DriverManager}: that looks for drivers once per JVM, and knows none in the jar of a job. */
    private static Driver driver(String url) {
        for (ClassLoader loader :
                List.of(Database.class.getClassLoader(), Thread.currentThread().getContextClassLoader())) {
            for (Driver driver : ServiceLoader.load(Driver.class, loader)) {
                if (accepts(driver, url)) {
                    return driver;
                }
            }
        }
        throw new IllegalStateException(
                "Hydrant.Jdbc.Url: no driver on the class path takes "
                        + url.substring(0, url.indexOf(':', "jdbc:".length()) + 1)
                        + " URLs; put the jar of one into Flink's lib folder, or into the drivers folder beside the hydrant command");
    }

    private static boolean accepts(Driver driver, String url) {
        try {
            return driver.acceptsURL(url);
        } catch (SQLException e) {
            return false;
        }
    }

    Dialect dialect() {
        return dialect;
    }

    /** A connection in which each statement is a transaction; the caller closes it. */
    Connection connect() throws SQLException {
        Properties properties = new Properties();
        dialect.addTo(properties, options.connectTimeout(), options.responseTimeout());
        credentials.addTo(properties);
        String url = options.destination().url();
        properties.keySet().removeIf(name -> url.contains(name + "="));
        Connection connection = driver.connect(url, properties);
        if (connection == null) {
            throw new SQLException("the driver does not take the URL", "08001");
        }
        try {
            Statements.execute(connection, dialect.atOpen());
        } catch (SQLException e) {
            Statements.closeQuietly(connection);
            throw e;
        }
        return connection;
    }

    @Override
    public void close() {
        credentials.close();
    }
}
