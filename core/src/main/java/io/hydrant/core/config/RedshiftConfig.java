package io.hydrant.core.config;

import java.io.Serializable;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How records are copied to Redshift.
 *
 * @param endpoint {@code host:port} where the clusters are really reached; left out, as each ClusterJDBCURL says
 * @param tls whether the connection is encrypted, and the server's certificate checked; default true
 * @param ledgerTable table that says which objects were copied, in the stream's database; may have a schema before a dot, and
 *     {@code {stream}}; default {@code hydrant_ledger}
 * @param retryInterval between two attempts of a COPY that fails; default 5 min, as Firehose's
 * @param copyTimeout longest wait for an answer of the database, COPY included; default 2 h
 * @param accessKey by which the database reads the bucket; left out, by the stream's RoleARN
 * @param secretKey its secret
 * @param sessionToken of temporary credentials
 * @param iam whether Amazon is asked for temporary credentials of the database, in place of the Username and Password of
 *     definitions; default false
 * @param dbUser user of the database that these are of; left out, the Username of each definition
 * @param api whom to ask for them
 */
public record RedshiftConfig(
        @Nullable String endpoint,
        boolean tls,
        String ledgerTable,
        Duration retryInterval,
        Duration copyTimeout,
        @Nullable String accessKey,
        @Nullable String secretKey,
        @Nullable String sessionToken,
        boolean iam,
        @Nullable String dbUser,
        RedshiftApiConfig api)
        implements Serializable {

    private static final long serialVersionUID = 1;
    private static final String STREAM = "{stream}";
    private static final Pattern ENDPOINT = Pattern.compile("[A-Za-z0-9.-]+:\\d{1,5}");
    private static final Pattern TABLE = Pattern.compile("(?:[A-Za-z_]\\w{0,126}\\.)?[A-Za-z_]\\w{0,126}");
    /** Stands in the pattern for the name of a stream, whose first character may not be the first of a table's name. */
    private static final String ANY_STREAM = "s";

    /** What GetClusterCredentials takes. */
    private static final Pattern USER = Pattern.compile("[A-Za-z][A-Za-z0-9_+.@-]{0,63}");

    static final RedshiftConfig DEFAULT =
            new RedshiftConfig(null, (Boolean) null, null, null, null, null, null, null, null, null, null);

    /** Compact form: all members are there. */
    public RedshiftConfig {
        if (endpoint != null && !ENDPOINT.matcher(endpoint).matches()) {
            throw Check.wrong("redshift.endpoint", endpoint, "is not host:port, such as localhost:5439");
        }
        if (!TABLE.matcher(ledgerTable.replace(STREAM, ANY_STREAM)).matches() || ledgerTable.startsWith(STREAM)) {
            throw Check.wrong(
                    "redshift.ledgerTable",
                    ledgerTable,
                    "is not a table's name of letters, digits and _, with or without a schema, such as"
                            + " hydrant.ledger_{stream}");
        }
        Check.range("redshift.retryInterval", retryInterval, Duration.ofMillis(10), Duration.ofHours(2));
        Check.range("redshift.copyTimeout", copyTimeout, Duration.ofSeconds(1), Duration.ofHours(24));
        Check.notBlank("redshift.accessKey", accessKey);
        Check.together("redshift.accessKey", accessKey, "redshift.secretKey", secretKey);
        if (sessionToken != null && accessKey == null) {
            throw new InvalidConfigurationException("redshift.sessionToken: goes with redshift.accessKey only");
        }
        if (dbUser != null && !USER.matcher(dbUser).matches()) {
            throw Check.wrong(
                    "redshift.dbUser",
                    dbUser,
                    "is not a user's name for IAM: a letter, and then up to 63 letters, digits and characters of _+.@-");
        }
        if (!iam && dbUser != null) {
            throw Check.wrong(
                    "redshift.dbUser", dbUser, "goes with redshift.iam: true only; set that, or leave it out");
        }
        if (!iam && !api.equals(RedshiftApiConfig.DEFAULT)) {
            throw new InvalidConfigurationException(
                    "redshift.api: goes with redshift.iam: true only; set that, or leave it out");
        }
    }

    /** As in the file: what may be left out is null. */
    public RedshiftConfig(
            @Nullable String endpoint,
            @Nullable Boolean tls,
            @Nullable String ledgerTable,
            @Nullable Duration retryInterval,
            @Nullable Duration copyTimeout,
            @Nullable String accessKey,
            @Nullable String secretKey,
            @Nullable String sessionToken,
            @Nullable Boolean iam,
            @Nullable String dbUser,
            @Nullable RedshiftApiConfig api) {
        this(
                endpoint,
                tls == null || tls.booleanValue(),
                ledgerTable == null ? "hydrant_ledger" : ledgerTable,
                retryInterval == null ? Duration.ofMinutes(5) : retryInterval,
                copyTimeout == null ? Duration.ofHours(2) : copyTimeout,
                accessKey,
                secretKey,
                sessionToken,
                iam != null && iam.booleanValue(),
                dbUser,
                api == null ? RedshiftApiConfig.DEFAULT : api);
    }

    /** The ledger table of a stream: in lower case, as Redshift writes names, and with _ for what names cannot have. */
    public String ledgerTable(String stream) {
        return ledgerTable.replace(STREAM, stream.replaceAll("\\W", "_")).toLowerCase(Locale.ROOT);
    }

    /** Without what is secret. */
    @Override
    public String toString() {
        return "RedshiftConfig[" + endpoint + ", " + ledgerTable + ", " + api + "]";
    }
}
