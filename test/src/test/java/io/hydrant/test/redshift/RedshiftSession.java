package io.hydrant.test.redshift;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hydrant.test.redshift.FakeRedshift.Fault;
import io.hydrant.test.redshift.Wire.Message;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * One connection: what a client sends up to its Sync goes to PostgreSQL, and all answers go back. A COPY among it is carried
 * out in between, on the same connection to PostgreSQL. To be used by one thread.
 */
final class RedshiftSession {
    private static final int SSL_REQUEST = 80_877_103;
    private static final int CANCEL_REQUEST = 80_877_102;
    private static final int VERSION_3 = 196_608;
    private static final Set<String> POSTGRES_KNOWS = Set.of(
            "user", "database", "application_name", "client_encoding", "DateStyle", "TimeZone", "extra_float_digits");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final FakeRedshift redshift;
    private final Wire client;
    private final Wire backend;
    private boolean copied;

    RedshiftSession(FakeRedshift redshift, Wire client, Wire backend) {
        this.redshift = redshift;
        this.client = client;
        this.backend = backend;
    }

    /** Serves it until one of both ends. */
    void run() throws IOException {
        if (!logIn()) {
            return;
        }
        List<Message> group = new ArrayList<>();
        while (true) {
            Message message = client.read();
            group.add(message);
            switch (message.type()) {
                case 'X' -> {
                    return;
                }
                case 'S', 'Q' -> {
                    serve(group);
                    client.flush();
                    group.clear();
                }
                default -> {
                    // The group goes on.
                }
            }
        }
    }

    private boolean logIn() throws IOException {
        ByteBuffer start = ByteBuffer.wrap(client.readStart());
        int code = start.getInt();
        if (code == SSL_REQUEST) {
            client.writeByte('N');
            client.flush();
            start = ByteBuffer.wrap(client.readStart());
            code = start.getInt();
        }
        if (code == CANCEL_REQUEST) {
            return false;
        }
        String[] words = UTF_8.decode(start).toString().split("\0");
        Map<String, String> parameters = new TreeMap<>();
        for (int i = 0; i + 1 < words.length; i += 2) {
            parameters.put(words[i], words[i + 1]);
        }
        client.write(Message.of('R', 3));
        client.flush();
        String password = client.read().text(0);
        if (!password.equals(FakeRedshift.PASSWORD)) {
            String user = parameters.get("user");
            client.write(error("FATAL", "28000", "password authentication failed for user \"" + user + "\""));
            client.flush();
            return false;
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(ByteBuffer.allocate(4).putInt(VERSION_3).array());
        parameters.forEach((name, value) -> {
            if (POSTGRES_KNOWS.contains(name)) {
                body.writeBytes((name + "\0" + value + "\0").getBytes(UTF_8));
            }
        });
        body.write(0);
        backend.writeStart(body.toByteArray());
        backend.flush();
        relay(true);
        client.flush();
        return true;
    }

    /** Hands answers on up to the end of a group; gives whether one was an error. */
    private boolean relay(boolean withEnd) throws IOException {
        boolean failed = false;
        while (true) {
            Message answer = backend.read();
            failed |= answer.type() == 'E';
            // A commit before is that of the ledger's creation.
            if (copied && answer.type() == 'C' && answer.text(0).equals("COMMIT") && redshift.losesCommit()) {
                throw new IOException("the answer is lost");
            }
            if (answer.type() != 'Z' || withEnd) {
                client.write(answer);
            }
            if (answer.type() == 'Z') {
                return failed;
            }
            if (failed && isFatal(answer)) {
                client.flush();
                throw new IOException("the server has ended the session");
            }
        }
    }

    private static boolean isFatal(Message answer) {
        return answer.type() == 'E' && answer.text(1).equals("FATAL");
    }

    private void serve(List<Message> group) throws IOException {
        int copy = 0;
        while (copy < group.size() && !CopyCall.isOne(sql(group.get(copy)))) {
            copy++;
        }
        for (Message message : group.subList(0, copy)) {
            backend.write(message);
        }
        if (copy == group.size()) {
            backend.flush();
            relay(true);
            return;
        }
        boolean simple = group.get(copy).type() == 'Q';
        if (copy > 0) {
            backend.write(Message.of('S'));
            backend.flush();
            if (relay(false)) {
                // What is behind an error is skipped up to the Sync.
                end();
                return;
            }
        }
        if (!simple) {
            client.write(Message.of('1'));
            client.write(Message.of('2'));
            client.write(Message.of('n'));
        }
        copy(sql(group.get(copy)));
    }

    private static String sql(Message message) {
        return switch (message.type()) {
            case 'Q' -> message.text(0);
            case 'P' -> message.text(message.text(0).getBytes(UTF_8).length + 1);
            default -> "";
        };
    }

    private void copy(String sql) throws IOException {
        CopyCall call;
        try {
            call = CopyCall.parse(sql);
        } catch (IllegalArgumentException e) {
            raise("42601", e.getMessage());
            return;
        }
        Fault fault = redshift.fault(call);
        if (fault != null) {
            raise(fault.sqlState(), fault.message());
            return;
        }
        List<String> columns = call.columns().isEmpty() ? columnsOf(call.table()) : call.columnNames();
        if (columns.isEmpty()) {
            raise("XX000", "Cannot COPY into nonexistent table " + call.table());
            return;
        }
        List<byte[]> objects = new ArrayList<>();
        try {
            JsonNode manifest = JSON.readTree(redshift.object(call.url()));
            for (JsonNode entry : manifest.path("entries")) {
                objects.add(call.rows(redshift.object(entry.path("url").asText()), columns));
            }
        } catch (IOException e) {
            raise("XX000", "S3ServiceException:The specified key does not exist.,Status 404,Error NoSuchKey");
            return;
        }
        load(call.sql(columns), objects);
    }

    private void load(String sql, List<byte[]> objects) throws IOException {
        ask(sql);
        Message answer = backend.read();
        if (answer.type() == 'G') {
            for (byte[] object : objects) {
                backend.write(new Message('d', object));
            }
            backend.write(Message.of('c'));
            backend.flush();
            answer = backend.read();
        }
        if (answer.type() == 'E') {
            client.write(answer);
        } else {
            client.write(Message.of('C', "COPY"));
            copied = true;
        }
        relay(true);
    }

    private List<String> columnsOf(String table) throws IOException {
        ask("SELECT attname FROM pg_attribute WHERE attrelid = to_regclass('" + table
                + "') AND attnum > 0 AND NOT attisdropped ORDER BY attnum");
        List<String> names = new ArrayList<>();
        for (Message answer = backend.read(); answer.type() != 'Z'; answer = backend.read()) {
            if (answer.type() == 'D') {
                ByteBuffer row = ByteBuffer.wrap(answer.body()).position(2);
                byte[] name = new byte[row.getInt()];
                row.get(name);
                names.add(new String(name, UTF_8));
            }
        }
        return names;
    }

    /** Fails where PostgreSQL notices it: its transaction is to be aborted too. */
    private void raise(String sqlState, String message) throws IOException {
        ask("DO $do$ BEGIN RAISE EXCEPTION USING ERRCODE = '" + sqlState + "', MESSAGE = $text$" + message
                + "$text$; END $do$");
        relay(true);
    }

    private void ask(String sql) throws IOException {
        backend.write(Message.of('Q', sql));
        backend.flush();
    }

    /** The end of a group of which nothing more is done. */
    private void end() throws IOException {
        backend.write(Message.of('S'));
        backend.flush();
        relay(true);
    }

    private static Message error(String severity, String sqlState, String message) {
        Object[] parts =
                Stream.of("S" + severity, "C" + sqlState, "M" + message, "").toArray();
        return Message.of('E', parts);
    }
}
