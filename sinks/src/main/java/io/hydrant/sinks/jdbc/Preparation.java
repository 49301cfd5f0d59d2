package io.hydrant.sinks.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether a database prepares transactions at all. */
final class Preparation {
    private static final Logger LOGGER = LoggerFactory.getLogger(Preparation.class);

    private Preparation() {}

    /**
     * Asks it; one that cannot be asked now may still come.
     *
     * @throws IllegalStateException naming the fix, if it does not
     */
    static void check(Database database) {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet setting = statement.executeQuery("SHOW max_prepared_transactions")) {
            if (setting.next() && setting.getInt(1) == 0) {
                throw new IllegalStateException(
                        "max_prepared_transactions: 0 in the database, so that no transaction can be"
                                + " prepared; set it to at least twice the parallelism of all streams that write to it and start"
                                + " the database again, or set Hydrant.Jdbc.Transactions to LOCAL (each record at least once)");
            }
        } catch (SQLException e) {
            SqlFailure failure = SqlFailure.of(e);
            LOGGER.warn("The database cannot be asked yet: {}: {}", failure.code(), failure.message());
        }
    }
}
