package io.hydrant.gateway.api;

import io.hydrant.clients.aws.ServiceException;
import io.hydrant.clients.glue.GlueCatalog;
import io.hydrant.core.definition.StreamDefinition;
import io.hydrant.core.format.FormatConversion;
import io.hydrant.core.format.SchemaReference.GlueTable;
import io.hydrant.core.model.FirehoseException;
import io.hydrant.core.schema.TableSchema;

/** Sees, as Firehose does, that there is the Glue table to whose columns a stream's records are to be converted. */
final class SchemaCheck {
    private final GlueCatalog glue;

    SchemaCheck(GlueCatalog glue) {
        this.glue = glue;
    }

    /**
     * Asks Glue, if the definition names a table of it.
     *
     * @throws FirehoseException INVALID_ARGUMENT if the table is not there, or cannot be asked for or written
     */
    void check(StreamDefinition definition) {
        FormatConversion conversion = definition.conversion();
        if (conversion == null || !(conversion.schema() instanceof GlueTable table)) {
            return;
        }
        try {
            TableSchema unused = glue.table(table);
        } catch (ServiceException e) {
            throw FirehoseException.invalidArgument(hint(e.kind()) + e.text());
        }
    }

    private static String hint(ServiceException.Kind kind) {
        return switch (kind) {
            case NOT_FOUND ->
                "The specified table/database could not be found. Please ensure that"
                        + " the table/database exists and that the values provided in the schema configuration are correct,"
                        + " especially with regards to casing. ";
            // Firehose says the role here, which Hydrant does not assume.
            case ACCESS ->
                "Access was denied when calling Glue. Please ensure that the"
                        + " credentials of Hydrant (glue.accessKey, or the environment's) have the necessary permissions. ";
            case UNAVAILABLE, UNUSABLE -> "";
        };
    }
}
