package io.hydrant.sinks.redshift;

import io.hydrant.clients.aws.ServiceException;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Firehose's codes of what a database answers to a COPY. The first row that fits counts.
 *
 * <p>Redshift has PostgreSQL's SQLSTATEs for what it has in common with it, and one and the same, XX000, for nearly all that
 * COPY itself finds: there the message tells. A message is never looked at where it may quote what is in a record.
 */
final class CopyFailures {
    /** What Firehose says of everything else. */
    static final String UNKNOWN = "InternalError";

    private static final int MAX_MESSAGE = 1000;

    private static final List<Row> ROWS = List.of(
            state("28", "Redshift.AuthenticationFailed"),
            state("3D000", "Redshift.DatabaseNotFound"),
            state("53100", "Redshift.DiskFull"),
            state("25006", "Redshift.ReadOnlyCluster"),
            state("42501", "Redshift.InsufficientPrivilege"),
            state("42703", "Redshift.ColumnNotFound"),
            state("42P01", "Redshift.TableNotFound"),
            state("3F000", "Redshift.TableNotFound"),
            state("23502", "Redshift.MissingColumn"),
            state("22023", "Redshift.IncorrectCopyOptions"),
            state("22", "Redshift.DataLoadFailed"),
            state("23", "Redshift.DataLoadFailed"),
            state("08", "Redshift.ConnectionFailed"),
            state("57P", "Redshift.ConnectionFailed"),
            state("53300", "Redshift.ConnectionFailed"),
            text("stl_load_errors|sys_load_error", "Redshift.DataLoadFailed"),
            text("not authorized to (assume|get credentials)|cannot assume|invalid iam role", "Redshift.AccessDenied"),
            text("PermanentRedirect|Status 301|AuthorizationHeaderMalformed", "Redshift.IncorrectOrMissingRegion"),
            // The last is what COPY says when it may list a bucket and not read the manifest.
            text("AccessDenied|Status 403|MANIFEST parameter requires full path", "Redshift.S3BucketAccessDenied"),
            text("NoSuchKey|NoSuchBucket|Status 404|prefix .* does not exist", "Redshift.MissingS3File"),
            text("number of jsonpaths|JSONPath size", "Redshift.ColumnMismatch"),
            text("jsonpath", "Redshift.IncorrectJsonPathsFile"),
            text("nonexistent table", "Redshift.TableNotFound"),
            text("NOT NULL column without DEFAULT", "Redshift.MissingColumn"),
            text("disk full", "Redshift.DiskFull"),
            text("read[- ]only", "Redshift.ReadOnlyCluster"),
            text("permission denied", "Redshift.InsufficientPrivilege"),
            text(
                    "conflicting or redundant|not compatible with|can ?not be (used|specified) with|is not supported",
                    "Redshift.IncorrectCopyOptions"),
            state("0A000", "Redshift.IncorrectCopyOptions"),
            state("42", "Redshift.SyntaxError"));

    private CopyFailures() {}

    private static Row state(String prefix, String code) {
        return new Row(prefix, null, code);
    }

    private static Row text(String pattern, String code) {
        return new Row("", Pattern.compile(pattern, Pattern.CASE_INSENSITIVE), code);
    }

    private record Row(String statePrefix, @Nullable Pattern message, String code) {
        boolean fits(String state, String text) {
            return message == null
                    ? state.startsWith(statePrefix)
                    : message.matcher(text).find();
        }
    }

    /**
     * What an exception of the driver says.
     *
     * @param secrets that its message must not show
     */
    static CopyFailure of(SQLException error, List<String> secrets) {
        String message = shown(String.valueOf(error.getMessage()), secrets);
        String state = error.getSQLState();
        return new CopyFailure(code(state == null ? "" : state, message), state, message);
    }

    /** What is said when there are no credentials to connect with. */
    static CopyFailure of(ServiceException error, List<String> secrets) {
        String code = switch (error.kind()) {
            case ACCESS -> "Redshift.AuthenticationFailed";
            case NOT_FOUND, UNAVAILABLE -> "Redshift.ConnectionFailed";
            case UNUSABLE -> UNKNOWN;
        };
        return new CopyFailure(code, null, shown(error.text(), secrets));
    }

    /** What is said of a failure that no database knows of. */
    static CopyFailure of(Exception error, List<String> secrets) {
        return new CopyFailure(UNKNOWN, null, shown(error.toString(), secrets));
    }

    static String code(String sqlState, String message) {
        return ROWS.stream()
                .filter(row -> row.fits(sqlState, message))
                .findFirst()
                .map(Row::code)
                .orElse(UNKNOWN);
    }

    private static String shown(String message, List<String> secrets) {
        String line = message.strip().lines().findFirst().orElse("");
        for (String secret : secrets) {
            line = line.replace(secret, "***");
        }
        return line.length() > MAX_MESSAGE ? line.substring(0, MAX_MESSAGE) : line;
    }
}
