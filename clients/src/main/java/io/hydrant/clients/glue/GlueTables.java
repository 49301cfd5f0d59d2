package io.hydrant.clients.glue;

import com.fasterxml.jackson.databind.JsonNode;
import io.hydrant.clients.aws.AwsErrors;
import io.hydrant.clients.aws.ServiceException;
import io.hydrant.core.format.SchemaReference.GlueTable;
import io.hydrant.core.schema.Column;
import io.hydrant.core.schema.HiveType;
import io.hydrant.core.schema.InvalidSchemaException;
import io.hydrant.core.schema.TableSchema;
import java.util.ArrayList;
import java.util.List;

/** Reads the table in an answer of Glue's. */
final class GlueTables {
    private GlueTables() {}

    /**
     * Reads it.
     *
     * @param answer an object with the member Table
     * @throws ServiceException UNUSABLE, if it has no columns, or one whose type Hydrant cannot write
     */
    static TableSchema read(GlueTable reference, JsonNode answer) {
        JsonNode table = answer.path("Table");
        String version = table.path("VersionId").asText(answer.path("VersionId").asText());
        try {
            return new TableSchema(columns(table.path("StorageDescriptor").path("Columns")), version);
        } catch (InvalidSchemaException e) {
            throw new ServiceException(
                    ServiceException.Kind.UNUSABLE,
                    "the Glue table " + reference.database() + "." + reference.table() + ": "
                            + AwsErrors.oneLine(e.text()));
        }
    }

    private static List<Column> columns(JsonNode given) {
        List<Column> columns = new ArrayList<>();
        for (JsonNode column : given) {
            columns.add(HiveType.column(
                    column.path("Name").asText(), column.path("Type").asText()));
        }
        return columns;
    }
}
