package io.hydrant.core.schema;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads the columns of a Hive {@code CREATE TABLE}, as {@code SHOW CREATE TABLE} of Hive or Athena gives it. What else it says,
 * such as where the table is and in which format, does not matter here; neither do the columns of PARTITIONED BY, which stand
 * in the names of folders and not in files.
 */
public final class HiveDdl {
    private final HiveTokens tokens;
    /** That the column begins in which is being read; 0 outside of them. */
    private int columnLine;

    private HiveDdl(HiveTokens tokens) {
        this.tokens = tokens;
    }

    /**
     * Reads one statement.
     *
     * @throws InvalidSchemaException naming the line, the column and what to change
     */
    public static TableSchema read(String ddl) {
        HiveTokens tokens;
        try {
            tokens = new HiveTokens(ddl);
        } catch (InvalidSchemaException e) {
            throw e.in("Hive DDL");
        }
        HiveDdl statement = new HiveDdl(tokens);
        List<Column> columns;
        try {
            columns = statement.read();
        } catch (InvalidSchemaException e) {
            throw e.in("Hive DDL, line " + (statement.columnLine > 0 ? statement.columnLine : tokens.line()));
        }
        try {
            return new TableSchema(columns, "");
        } catch (InvalidSchemaException e) {
            throw e.in("Hive DDL");
        }
    }

    private List<Column> read() {
        tokens.expect("CREATE");
        if (tokens.accept("TEMPORARY") || tokens.accept("EXTERNAL") || tokens.accept("TRANSACTIONAL")) {
            boolean unused = tokens.accept("EXTERNAL");
        }
        tokens.expect("TABLE");
        if (tokens.accept("IF")) {
            tokens.expect("NOT");
            tokens.expect("EXISTS");
        }
        tableName();
        tokens.expect("(");
        List<Column> columns = columns();
        skipClauses();
        return columns;
    }

    /** {@code db.name} is one word; with backquotes it is two names with a point between. */
    private void tableName() {
        String unused = tokens.name("table");
        while (tokens.kind() == HiveTokens.Kind.NAME
                || (tokens.kind() == HiveTokens.Kind.WORD && tokens.token().startsWith("."))) {
            tokens.advance();
        }
    }

    private List<Column> columns() {
        List<Column> columns = new ArrayList<>();
        do {
            columnLine = tokens.line();
            String name = tokens.name("column");
            try {
                columns.add(new Column(name, new HiveType(tokens).read(0)));
                HiveType.comment(tokens);
                if (tokens.kind() == HiveTokens.Kind.END) {
                    throw tokens.unexpected("',' or ')'");
                }
                if (!tokens.is(",") && !tokens.is(")")) {
                    throw new InvalidSchemaException("'" + tokens.token() + "' stands behind its type; remove it:"
                            + " only COMMENT is known there, and every column may hold null");
                }
            } catch (InvalidSchemaException e) {
                throw e.in("column '" + name + "'");
            }
        } while (tokens.accept(","));
        columnLine = 0;
        tokens.expect(")");
        return columns;
    }

    private void skipClauses() {
        int open = 0;
        while (tokens.kind() != HiveTokens.Kind.END) {
            if (tokens.is("SELECT")) {
                throw new InvalidSchemaException("AS SELECT gives no data here; remove it");
            }
            if (tokens.is(";") && open == 0) {
                tokens.advance();
                if (tokens.kind() != HiveTokens.Kind.END) {
                    throw new InvalidSchemaException("a second statement begins; keep only one CREATE TABLE");
                }
                return;
            }
            open += tokens.is("(") ? 1 : tokens.is(")") ? -1 : 0;
            if (open < 0) {
                throw new InvalidSchemaException("a ')' was never opened; remove it");
            }
            tokens.advance();
        }
        if (open > 0) {
            throw new InvalidSchemaException("a '(' is never closed; add ')'");
        }
    }
}
