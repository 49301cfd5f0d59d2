package io.hydrant.test.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports for processes that must come back on the same one after a kill. They are below those that operating systems give
 * to whoever asks for any port, or for a connection: such a one could be taken before it is used, or while the process is
 * dead.
 */
public final class FreePort {
    private static final int FIRST = 15_000;
    private static final int AFTER_LAST = 32_768;
    private static final int TRIES = 1_000;

    private FreePort() {}

    /** So many different ports that nobody listens on. */
    public static List<Integer> some(int count) {
        List<ServerSocket> sockets = new ArrayList<>();
        try {
            for (int tried = 0; sockets.size() < count; tried++) {
                try {
                    int port = ThreadLocalRandom.current().nextInt(FIRST, AFTER_LAST);
                    sockets.add(new ServerSocket(port, 1, InetAddress.getLoopbackAddress()));
                } catch (IOException e) {
                    if (tried == TRIES) {
                        throw e;
                    }
                }
            }
            List<Integer> ports =
                    sockets.stream().map(ServerSocket::getLocalPort).toList();
            for (ServerSocket socket : sockets) {
                socket.close();
            }
            return ports;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One port that nobody listens on. */
    public static int one() {
        return some(1).get(0);
    }
}
