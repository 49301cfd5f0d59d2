package io.hydrant.test.redshift;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;

/** Messages of PostgreSQL's protocol, version 3, on one connection. */
final class Wire implements AutoCloseable {
    private final Socket socket;
    private final DataInputStream in;
    private final DataOutputStream out;

    Wire(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        this.out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
    }

    /**
     * One message.
     *
     * @param type its letter
     * @param body what stands behind the length
     */
    record Message(char type, byte[] body) {
        static Message of(char type, Object... parts) {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            for (Object part : parts) {
                if (part instanceof Integer number) {
                    body.writeBytes(new byte[] {
                        (byte) (number >> 24), (byte) (number >> 16), (byte) (number >> 8), number.byteValue()
                    });
                } else if (part instanceof byte[] bytes) {
                    body.writeBytes(bytes);
                } else {
                    body.writeBytes(part.toString().getBytes(UTF_8));
                    body.write(0);
                }
            }
            return new Message(type, body.toByteArray());
        }

        /** The text from an index up to its zero. */
        String text(int start) {
            int end = start;
            while (body[end] != 0) {
                end++;
            }
            return new String(body, start, end - start, UTF_8);
        }
    }

    Message read() throws IOException {
        char type = (char) in.readUnsignedByte();
        return new Message(type, body());
    }

    /** A first message, which has no letter. */
    byte[] readStart() throws IOException {
        return body();
    }

    private byte[] body() throws IOException {
        return in.readNBytes(in.readInt() - 4);
    }

    void write(Message message) throws IOException {
        out.writeByte(message.type());
        writeStart(message.body());
    }

    void writeStart(byte[] body) throws IOException {
        out.writeInt(body.length + 4);
        out.write(body);
    }

    void writeByte(char letter) throws IOException {
        out.writeByte(letter);
    }

    void flush() throws IOException {
        out.flush();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
