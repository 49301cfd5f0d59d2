package io.hydrant.core.definition;

import static io.hydrant.core.model.FirehoseException.invalidArgument;

import com.fasterxml.jackson.databind.JsonNode;
import io.hydrant.core.model.FirehoseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A table of a database that is spoken to by JDBC: {@code Hydrant.Destination JDBC}, with {@code Hydrant.Jdbc} for what is
 * said of it. Each record is a JSON object, and its fields go to the columns of the same names.
 *
 * <pre>
 *  "Hydrant": {"Destination": "JDBC",
 *              "Jdbc": {"Url": "jdbc:postgresql://db.example:5432/shop", "Table": "public.orders",
 *                       "Username": "hydrant", "SecretArn": "arn:aws:secretsmanager:...", "KeyColumns": ["id"]}}
 * </pre>
 *
 * @param url the driver's, as given
 * @param database what kind of database the URL is of
 * @param table its name, after that of its schema and a dot if one is given
 * @param columns that are written; empty: those of the table that are not generated
 * @param keyColumns that tell a row which a record replaces; empty: each record is a new row
 * @param transactions how rows become visible
 * @param username null if it is elsewhere
 * @param password null if there is none, or if it is elsewhere
 * @param secretArn of a secret with username and password; null if there is none
 * @param bufferingHints when a buffer is written
 * @param retryDuration how long a buffer is tried that cannot be written, from its first attempt on
 */
public record JdbcDestination(
        String url,
        Database database,
        String table,
        List<String> columns,
        List<String> keyColumns,
        Transactions transactions,
        @Nullable String username,
        @Nullable String password,
        @Nullable String secretArn,
        BufferingHints bufferingHints,
        Duration retryDuration)
        implements Destination {
    /** Value of {@code Hydrant.Destination}. */
    static final String KIND = "JDBC";
    /** Name of the member with the configuration. */
    static final String MEMBER = "Jdbc";

    private static final long serialVersionUID = 1;
    private static final String PATH = HydrantExtension.MEMBER + "." + MEMBER;
    private static final List<String> MEMBERS = List.of(
            "Url",
            "Table",
            "Columns",
            "KeyColumns",
            "Transactions",
            "Username",
            "Password",
            "SecretArn",
            "RetryOptions");
    private static final Pattern TABLE = Pattern.compile("[^.\"`\\s]+(\\.[^.\"`\\s]+)?");
    private static final Pattern CREDENTIALS = Pattern.compile("(?i)[?&;](user|password)=|//[^/]*@");
    private static final int DEFAULT_RETRY_SECONDS = 300;
    /** As Amazon has it for all destinations. */
    private static final int MAX_RETRY_SECONDS = 7200;

    /** Kinds of databases. */
    public enum Database {
        /** PostgreSQL, and what speaks its protocol. */
        POSTGRESQL,
        /** MySQL and MariaDB. */
        MYSQL
    }

    /** How rows become visible. */
    public enum Transactions {
        /** Prepared with a checkpoint and committed when it is complete: each record is written once. */
        XA,
        /** Committed buffer by buffer: after a restart some are written again. */
        LOCAL
    }

    /**
     * Reads a {@code Hydrant.Jdbc}.
     *
     * @param configuration of S3, that takes what is not written
     * @throws FirehoseException INVALID_ARGUMENT with the first member that is missing or cannot be
     */
    static JdbcDestination of(JsonNode jdbc, JsonNode configuration) {
        HydrantExtension.checkKnown(jdbc, PATH, MEMBERS);
        String url = url(jdbc.path("Url"));
        Database database = database(url);
        List<String> columns = names(jdbc, "Columns");
        List<String> keys = names(jdbc, "KeyColumns");
        if (!columns.isEmpty() && !columns.containsAll(keys)) {
            throw invalidArgument(PATH + ".KeyColumns " + keys + " are not all in " + PATH + ".Columns " + columns
                    + "; add those that are missing there");
        }
        String password = optional(jdbc, "Password");
        String username = optional(jdbc, "Username");
        String secretArn = optional(jdbc, "SecretArn");
        if (secretArn != null && (password != null || username != null)) {
            throw invalidArgument(PATH + ".SecretArn names a secret with username and password; leave out " + PATH
                    + ".Username and " + PATH + ".Password");
        }
        return new JdbcDestination(
                url,
                database,
                table(jdbc.path("Table")),
                columns,
                keys,
                transactions(jdbc, database, keys),
                username,
                password,
                secretArn,
                BufferingHints.of(configuration.path("BufferingHints"), BufferingHints.S3_DEFAULT),
                retryDuration(jdbc));
    }

    /** It is shown in logs, and in errors, so credentials have places of their own. */
    private static String url(JsonNode given) {
        String url = given.asText();
        if (CREDENTIALS.matcher(url).find()) {
            throw invalidArgument(PATH + ".Url holds credentials; give them in " + PATH + ".Username and " + PATH
                    + ".Password, in a secret, or in delivery.credentials of Hydrant's configuration");
        }
        return url;
    }

    private static Database database(String url) {
        if (url.startsWith("jdbc:postgresql:")) {
            return Database.POSTGRESQL;
        }
        if (url.startsWith("jdbc:mysql:") || url.startsWith("jdbc:mariadb:")) {
            return Database.MYSQL;
        }
        throw invalidArgument(PATH + ".Url '" + url + "' is none of jdbc:postgresql:, jdbc:mysql: and jdbc:mariadb:");
    }

    private static String table(JsonNode given) {
        String table = given.asText();
        if (!TABLE.matcher(table).matches()) {
            throw invalidArgument(PATH + ".Table '" + table
                    + "' is not the name of a table, or of a schema, a dot and that of a table in it");
        }
        return table;
    }

    private static Transactions transactions(JsonNode jdbc, Database database, List<String> keys) {
        String given = optional(jdbc, "Transactions");
        boolean hasXa = database == Database.POSTGRESQL;
        if (given == null) {
            return hasXa && keys.isEmpty() ? Transactions.XA : Transactions.LOCAL;
        }
        if (given.equals("XA") && !hasXa) {
            throw invalidArgument(PATH + ".Transactions XA is for PostgreSQL only; leave it out, and give " + PATH
                    + ".KeyColumns so that a record that is written again replaces its row");
        }
        try {
            return Transactions.valueOf(given);
        } catch (IllegalArgumentException e) {
            throw invalidArgument(
                    PATH + ".Transactions '" + given + "' is none of " + Arrays.toString(Transactions.values()));
        }
    }

    private static Duration retryDuration(JsonNode jdbc) {
        JsonNode options = jdbc.path("RetryOptions");
        if (options.isMissingNode()) {
            return Duration.ofSeconds(DEFAULT_RETRY_SECONDS);
        }
        HydrantExtension.checkKnown(options, PATH + ".RetryOptions", List.of("DurationInSeconds"));
        JsonNode seconds = options.path("DurationInSeconds");
        if (!seconds.isInt() || seconds.intValue() < 0 || seconds.intValue() > MAX_RETRY_SECONDS) {
            throw invalidArgument(PATH + ".RetryOptions.DurationInSeconds '" + seconds.asText()
                    + "' is no whole number from 0 to " + MAX_RETRY_SECONDS);
        }
        return Duration.ofSeconds(seconds.intValue());
    }

    private static @Nullable String optional(JsonNode jdbc, String member) {
        JsonNode given = jdbc.path(member);
        if (given.isMissingNode()) {
            return null;
        }
        if (!given.isTextual() || given.textValue().isBlank()) {
            throw invalidArgument(PATH + "." + member + " is no text; give it one, or leave it out");
        }
        return given.textValue();
    }

    private static List<String> names(JsonNode jdbc, String member) {
        JsonNode given = jdbc.path(member);
        List<String> names = new ArrayList<>();
        given.forEach(name -> names.add(name.asText()));
        boolean wrong = given.isMissingNode()
                ? false
                : !given.isArray() || names.isEmpty() || names.stream().anyMatch(String::isBlank);
        if (wrong || new LinkedHashSet<>(names).size() < names.size()) {
            throw invalidArgument(PATH + "." + member
                    + " is not a list of column names, each of which is there once; give them, or leave it out");
        }
        return List.copyOf(names);
    }

    /** Without what may be secret. */
    @Override
    public String toString() {
        return "JdbcDestination[" + database.name().toLowerCase(Locale.ROOT) + ", " + table + "]";
    }

    /** Refuses members of an extended S3 configuration that have a meaning for objects with data only. */
    static void refuseForTables(JsonNode configuration) {
        refuse(configuration.at("/DataFormatConversionConfiguration/Enabled"), "DataFormatConversionConfiguration");
        refuse(configuration.at("/DynamicPartitioningConfiguration/Enabled"), "DynamicPartitioningConfiguration");
        if (configuration.has("FileExtension")) {
            throw invalidArgument("FileExtension goes with a destination that is S3 only; leave it out");
        }
    }

    private static void refuse(JsonNode enabled, String member) {
        if (enabled.asBoolean(false)) {
            throw invalidArgument(member + " goes with a destination that is S3 only; leave it out, because of "
                    + HydrantExtension.MEMBER + ".Destination " + KIND);
        }
    }
}
