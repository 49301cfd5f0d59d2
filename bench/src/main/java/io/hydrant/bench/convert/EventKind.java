package io.hydrant.bench.convert;

import io.hydrant.core.schema.HiveDdl;
import io.hydrant.core.schema.TableSchema;

/** What events look like: their columns, in Hive's words. */
public enum EventKind {
    FLAT("flat, 20 columns", """
            event_id string, ts timestamp, day date, user_id bigint, session string, type string, country string,
            agent string, referrer string, path string, query string, latency_ms int, screen_w int, screen_h int,
            sku bigint, price decimal(10,2), quantity int, discount double, in_stock boolean, description string"""),
    NESTED("nested", """
            event_id string, ts timestamp, type string,
            customer struct<id:bigint,name:string,address:struct<city:string,zip:string,country:string>>,
            device struct<agent:string,screen:struct<w:int,h:int>>,
            items array<struct<sku:bigint,name:string,price:decimal(10,2),quantity:int>>,
            tags array<string>, attributes map<string,string>, discount double, description string""");

    private final String label;
    private final String columns;

    EventKind(String label, String columns) {
        this.label = label;
        this.columns = columns.replace('\n', ' ');
    }

    /** Name in the table. */
    String label() {
        return label;
    }

    /** As Hive creates the table. */
    String ddl() {
        return "CREATE TABLE events (" + columns + ")";
    }

    /** The columns, read from {@link #ddl}. */
    TableSchema schema() {
        return HiveDdl.read(ddl());
    }
}
