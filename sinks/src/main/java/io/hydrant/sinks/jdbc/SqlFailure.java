package io.hydrant.sinks.jdbc;

import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * What a database's error means: it is the fault of a row, or else it is to be tried again. Errors quote what is in a record,
 * so what is said here is said in other words.
 *
 * @param ofRow whether it is the fault of a row, and trying it again would change nothing
 * @param code for the error output
 * @param message what happened, to a person
 * @param sqlState as the database gave it; empty if it gave none
 */
record SqlFailure(boolean ofRow, String code, String message, String sqlState) {
    private static final String PREPARED_DISABLED = "55000";

    /** The first row that matches tells. SQLSTATEs of two characters are classes; vendor codes are MySQL's and MariaDB's. */
    private static final List<Row> ROWS = List.of(
            again("42P01", "TableNotFound", "there is no such table"),
            again("42S02", "TableNotFound", "there is no such table"),
            again("3F000", "TableNotFound", "there is no such schema"),
            again("42703", "ColumnNotFound", "there is no such column"),
            again("42S22", "ColumnNotFound", "there is no such column"),
            again("42P10", "NoUniqueKey", "no unique index has exactly the columns of KeyColumns"),
            again("42501", "AccessDenied", "the user may not write to the table"),
            vendor(1142, "AccessDenied", "the user may not write to the table"),
            vendor(1143, "AccessDenied", "the user may not write to a column"),
            vendor(1044, "AccessDenied", "the user may not use the database"),
            again("28", "AuthenticationFailed", "the database does not accept username and password"),
            vendor(1045, "AuthenticationFailed", "the database does not accept username and password"),
            again("3D000", "DatabaseNotFound", "there is no such database"),
            vendor(1049, "DatabaseNotFound", "there is no such database"),
            again(PREPARED_DISABLED, "NotReady", "the database does not do that now"),
            again("08", "ConnectionFailed", "the database cannot be reached, or the connection was lost"),
            again(
                    "40P01",
                    "Deadlock",
                    "the transaction was given up, because it and another one waited for each other"),
            again("40", "SerializationFailed", "the transaction was given up because of another one"),
            again("55P03", "LockTimeout", "a row or the table was locked for too long"),
            vendor(1205, "LockTimeout", "a row or the table was locked for too long"),
            again("53100", "DiskFull", "the database's disk is full"),
            vendor(1021, "DiskFull", "the database's disk is full"),
            vendor(1114, "DiskFull", "the table is full"),
            again("53", "OutOfResources", "the database has too few resources"),
            vendor(1040, "OutOfResources", "the database has too many connections"),
            again("57014", "Canceled", "the database canceled the statement"),
            again("57", "NotAvailable", "the database is shutting down, or starting"),
            vendor(1053, "NotAvailable", "the database is shutting down"),
            ofRow("23502", "NotNullViolation", "a column that must have a value has none"),
            ofRow("23505", "UniqueViolation", "there is a row with the same key"),
            vendorOfRow(1062, "UniqueViolation", "there is a row with the same key"),
            ofRow("23503", "ForeignKeyViolation", "there is no row that it refers to"),
            vendorOfRow(1452, "ForeignKeyViolation", "there is no row that it refers to"),
            vendorOfRow(1048, "NotNullViolation", "a column that must have a value has none"),
            vendorOfRow(1364, "NotNullViolation", "a column that must have a value has none"),
            vendorOfRow(4025, "CheckViolation", "a condition of the table does not hold"),
            vendorOfRow(3819, "CheckViolation", "a condition of the table does not hold"),
            ofRow("23514", "CheckViolation", "a condition of the table does not hold"),
            ofRow("23", "ConstraintViolation", "a condition of the table does not hold"),
            ofRow("22001", "ValueTooLong", "a value is too long for its column"),
            ofRow("22003", "ValueOutOfRange", "a number is out of its column's range"),
            ofRow("21000", "UniqueViolation", "a row was written twice by one statement"),
            ofRow("22", "InvalidValue", "a value does not fit the type of its column"),
            ofRow("42804", "InvalidValue", "a value does not fit the type of its column"),
            ofRow("54", "RowTooLarge", "the row, or its key, is too large"),
            ofRow("44", "CheckViolation", "the row is outside the view"),
            ofRow("P0", "RefusedByTrigger", "a trigger refused the row"),
            ofRow("45", "RefusedByTrigger", "a trigger refused the row"),
            vendorOfRow(1366, "InvalidValue", "a value does not fit the type of its column"),
            vendorOfRow(1265, "InvalidValue", "a value does not fit the type of its column"),
            again("", "DatabaseError", "the database reported an error"));

    private record Row(boolean ofRow, String state, int vendorCode, String code, String message) {
        boolean matches(String sqlState, int vendor) {
            return vendorCode == 0 ? sqlState.startsWith(state) : vendorCode == vendor;
        }
    }

    private static Row again(String state, String code, String message) {
        return new Row(false, state, 0, code, message);
    }

    private static Row ofRow(String state, String code, String message) {
        return new Row(true, state, 0, code, message);
    }

    private static Row vendor(int vendorCode, String code, String message) {
        return new Row(false, "", vendorCode, code, message);
    }

    private static Row vendorOfRow(int vendorCode, String code, String message) {
        return new Row(true, "", vendorCode, code, message);
    }

    /** What an error means. */
    static SqlFailure of(SQLException error) {
        SQLException told = error;
        while (told instanceof BatchUpdateException && told.getNextException() != null) {
            told = told.getNextException();
        }
        String state = told.getSQLState() == null ? "" : told.getSQLState();
        // PostgreSQL's driver has none.
        int vendor = told instanceof PSQLException ? 0 : told.getErrorCode();
        for (Row row : ROWS) {
            if (row.matches(state, vendor)) {
                return new SqlFailure(row.ofRow(), "JDBC." + row.code(), row.message() + where(told, state), state);
            }
        }
        throw new IllegalStateException("the last row matches all");
    }

    /** A record that no row can be made of. */
    static SqlFailure unreadable(String problem) {
        return new SqlFailure(true, "JDBC.InvalidRecord", problem, "");
    }

    private static String where(SQLException error, String state) {
        StringBuilder where = new StringBuilder();
        ServerErrorMessage said = error instanceof PSQLException own ? own.getServerErrorMessage() : null;
        if (said != null) {
            append(where, "constraint", said.getConstraint());
            append(where, "column", said.getColumn());
        }
        append(where, "SQLSTATE", state.isEmpty() ? null : state);
        return where.isEmpty() ? "" : " (" + where + ")";
    }

    private static void append(StringBuilder where, String what, @Nullable String name) {
        if (name != null) {
            where.append(where.isEmpty() ? "" : ", ").append(what).append(' ').append(name);
        }
    }
}
