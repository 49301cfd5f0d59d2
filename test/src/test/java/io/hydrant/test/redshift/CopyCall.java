package io.hydrant.test.redshift;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * A COPY as Redshift has it: {@code COPY table[(columns)] FROM 's3://...' CREDENTIALS '...' MANIFEST options}.
 *
 * @param columns empty for all
 */
record CopyCall(String table, String columns, String url, String credentials, String options) {
    private static final Pattern FORM = Pattern.compile(
            "COPY (\\S+)(?: \\((.*?)\\))? FROM '(s3://[^']+)' CREDENTIALS '([^']*)' MANIFEST ?(.*)",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern DELIMITER = Pattern.compile("DELIMITER (?:AS )?'(.+?)'", Pattern.CASE_INSENSITIVE);
    private static final ObjectMapper JSON = new ObjectMapper();

    static boolean isOne(String sql) {
        return sql.stripLeading().regionMatches(true, 0, "COPY ", 0, 5);
    }

    /** @throws IllegalArgumentException if it is of another form */
    static CopyCall parse(String sql) {
        Matcher form = FORM.matcher(sql.strip());
        if (!form.matches()) {
            throw new IllegalArgumentException("syntax error in COPY");
        }
        String columns = form.group(2);
        return new CopyCall(form.group(1), columns == null ? "" : columns, form.group(3), form.group(4), form.group(5));
    }

    private boolean has(String word) {
        return options.toUpperCase(Locale.ROOT).contains(word);
    }

    /** What PostgreSQL is asked for instead. */
    String sql(List<String> columnNames) {
        String format = "";
        Matcher delimiter = DELIMITER.matcher(options);
        if (has("CSV")) {
            format = " WITH (FORMAT csv)";
        } else if (!has("JSON")) {
            format = " WITH (DELIMITER '" + (delimiter.find() ? delimiter.group(1) : "|") + "')";
        }
        return "COPY " + table + " (" + String.join(", ", columnNames) + ") FROM STDIN" + format;
    }

    List<String> columnNames() {
        return Stream.of(columns.split(",")).map(String::strip).toList();
    }

    /** An object's bytes in the form that PostgreSQL's COPY takes. */
    byte[] rows(byte[] object, List<String> columnNames) throws IOException {
        byte[] plain = has("GZIP") ? new GZIPInputStream(new ByteArrayInputStream(object)).readAllBytes() : object;
        if (!has("JSON")) {
            return plain;
        }
        StringBuilder rows = new StringBuilder();
        try (MappingIterator<JsonNode> documents =
                JSON.readerFor(JsonNode.class).readValues(plain)) {
            while (documents.hasNextValue()) {
                JsonNode document = documents.nextValue();
                String separator = "";
                for (String column : columnNames) {
                    rows.append(separator).append(cell(document.path(column)));
                    separator = "\t";
                }
                rows.append('\n');
            }
        }
        return rows.toString().getBytes(UTF_8);
    }

    private static String cell(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return "\\N";
        }
        String text = value.isValueNode() ? value.asText() : value.toString();
        return text.replace("\\", "\\\\")
                .replace("\t", "\\t")
                .replace("\n", "\\n")
                .replace("\r", "\\r");
    }
}
