package io.hydrant.core.definition;

import static io.hydrant.core.model.FirehoseException.invalidArgument;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Pattern;

/** What must be so for a COPY command to be one, and to read the objects that a stream writes. */
final class CopyRules {
    /** Name of the bucket's configuration. */
    static final String BUCKET = "S3Configuration";

    /** Texts and names in quotes, where a quote is written twice. */
    private static final Pattern QUOTED = Pattern.compile("'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"");

    private static final Pattern GZIP = Pattern.compile("\\bGZIP\\b", Pattern.CASE_INSENSITIVE);

    private CopyRules() {}

    /** Each member stays within its place in the command: what else it says is between its owner and the database. */
    static void check(RedshiftDestination destination) {
        checkPart("DataTableName", destination.table());
        checkPart("DataTableColumns", destination.columns());
        checkPart("CopyOptions", destination.copyOptions());
    }

    private static void checkPart(String member, String text) {
        String outside = unquoted(text);
        if (outside.indexOf('\'') >= 0 || outside.indexOf('"') >= 0) {
            throw invalidArgument(
                    "CopyCommand." + member + " has a quote that does not end; double a quote within one");
        }
        if (outside.indexOf(';') >= 0) {
            throw invalidArgument("CopyCommand." + member + " has a ; outside of quotes: it is a part of one command");
        }
    }

    static void checkPrefixes(JsonNode bucket) {
        if (bucket.path("Prefix").asText("").contains("!{")) {
            throw invalidArgument(BUCKET + ".Prefix must not have expressions when the destination is Redshift");
        }
        if (!bucket.path("ErrorOutputPrefix").asText("").isEmpty()) {
            throw invalidArgument(BUCKET + ".ErrorOutputPrefix must not be given when the destination is Redshift");
        }
    }

    /** Amazon takes the last two without a word, and then no COPY ever succeeds. */
    static void checkCompression(CompressionFormat format, String copyOptions) {
        boolean gzip = format == CompressionFormat.GZIP;
        if (!gzip && format != CompressionFormat.UNCOMPRESSED) {
            throw invalidArgument(BUCKET + ".CompressionFormat '" + format.apiName()
                    + "' cannot be copied to Redshift; it must be UNCOMPRESSED or GZIP");
        }
        boolean asked = GZIP.matcher(unquoted(copyOptions)).find();
        if (gzip && !asked) {
            throw invalidArgument("CopyCommand.CopyOptions must have GZIP: " + BUCKET + ".CompressionFormat is GZIP");
        }
        if (asked && !gzip) {
            throw invalidArgument(
                    "CopyCommand.CopyOptions has GZIP, but " + BUCKET + ".CompressionFormat is UNCOMPRESSED");
        }
    }

    private static String unquoted(String text) {
        return QUOTED.matcher(text).replaceAll("");
    }
}
