package io.hydrant.sinks.redshift;

import io.hydrant.core.config.RedshiftConfig;
import io.hydrant.core.definition.RedshiftDestination;

/** The text of a COPY, with credentials in it: it is for the database alone. */
final class CopyCommand {
    private CopyCommand() {}

    /** The command that copies the objects of a manifest. */
    static String of(RedshiftDestination destination, RedshiftConfig config, String manifestUrl) {
        StringBuilder sql = new StringBuilder("COPY ").append(destination.table());
        if (!destination.columns().isBlank()) {
            sql.append(" (").append(destination.columns()).append(')');
        }
        sql.append(" FROM ").append(quoted(manifestUrl));
        sql.append(" CREDENTIALS ").append(quoted(credentials(destination, config)));
        sql.append(" MANIFEST");
        if (!destination.copyOptions().isBlank()) {
            sql.append(' ').append(destination.copyOptions());
        }
        return sql.toString();
    }

    private static String credentials(RedshiftDestination destination, RedshiftConfig config) {
        if (config.accessKey() == null) {
            return "aws_iam_role=" + destination.roleArn();
        }
        String keys = "aws_access_key_id=" + config.accessKey() + ";aws_secret_access_key=" + config.secretKey();
        return config.sessionToken() == null ? keys : keys + ";token=" + config.sessionToken();
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
