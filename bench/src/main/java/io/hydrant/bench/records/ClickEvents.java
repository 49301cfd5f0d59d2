package io.hydrant.bench.records;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Click events of a web shop as one line of JSON each, the same ones for the same seed.
 *
 * <p>No two are alike: ids, users, times, pages, prices and words vary, and so do the lengths, evenly up to an eighth
 * around the wanted one. Not thread-safe.
 */
public final class ClickEvents {
    private static final List<String> TYPES =
            List.of("page_view", "page_view", "page_view", "click", "click", "add_to_cart", "search", "purchase");
    private static final List<String> COUNTRIES =
            List.of("US", "DE", "FR", "GB", "JP", "BR", "IN", "CA", "ES", "IT", "SE", "PL", "AU", "MX", "NL", "KR");
    private static final List<String> REFERRERS = List.of(
            "https://www.google.com/",
            "https://duckduckgo.com/",
            "https://news.example.org/today",
            "https://mail.example.com/inbox",
            "android-app://com.example.shop",
            "");
    private static final List<String> AGENTS = List.of(
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36",
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Safari/605.1.15",
            "Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0",
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148",
            "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36");
    private static final List<String> WORDS = List.of(
            ("garden hose red blue steel lamp table chair light heavy fast quiet small large wooden summer winter"
                            + " kitchen office travel running shoe jacket cotton wool bottle coffee grinder filter paper"
                            + " charger cable battery camera tripod speaker wireless keyboard mouse monitor stand desk")
                    .split(" "));

    /** Room for the last field, which fills the event up to its exact length. */
    private static final int FILL_BYTES = 16;

    private static final long FIRST_EVENT_MILLIS =
            Instant.parse("2026-03-01T00:00:00Z").toEpochMilli();

    private final SplittableRandom random;
    private final int size;
    private final StringBuilder text = new StringBuilder();
    private long sequence;
    private long clockMillis = FIRST_EVENT_MILLIS;

    /**
     * @param seed decides every event
     * @param size bytes per event on average, at least 192
     */
    public ClickEvents(long seed, int size) {
        if (size < 192) {
            throw new IllegalArgumentException("an event of " + size + " bytes: it takes at least 192");
        }
        this.random = new SplittableRandom(seed);
        this.size = size;
        this.sequence = random.nextLong();
    }

    /** The next event, closed by a newline. */
    public byte[] next() {
        int eighth = size / 8;
        int length = size - eighth + random.nextInt(2 * eighth + 1);
        text.setLength(0);
        appendHead();
        appendDetails(length - FILL_BYTES);
        text.append(",\"q\":\"");
        while (text.length() < length - 3) {
            text.append(pick(WORDS)).append(' ');
        }
        text.setLength(length - 3);
        text.append("\"}\n");
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private void appendHead() {
        clockMillis += random.nextInt(4);
        // An odd multiplier maps the sequence one to one: ids look random and never repeat.
        text.append("{\"event_id\":\"").append(Long.toHexString(sequence++ * 0x9E3779B97F4A7C15L));
        text.append("\",\"ts\":\"").append(Instant.ofEpochMilli(clockMillis));
        text.append("\",\"user\":\"u").append(random.nextInt(250_000));
        text.append("\",\"type\":\"").append(pick(TYPES));
        text.append("\",\"path\":\"/")
                .append(pick(WORDS))
                .append('/')
                .append(random.nextInt(9_999))
                .append('"');
    }

    /** Adds fields as long as they end before {@code limit}. */
    private void appendDetails(int limit) {
        for (int field = 0; ; field++) {
            int before = text.length();
            appendDetail(field);
            if (text.length() > limit) {
                text.setLength(before);
                return;
            }
        }
    }

    private void appendDetail(int field) {
        switch (field) {
            case 0 -> text.append(",\"country\":\"").append(pick(COUNTRIES)).append('"');
            case 1 ->
                text.append(",\"session\":\"")
                        .append(Long.toString(random.nextLong() >>> 4, 36))
                        .append('"');
            case 2 -> text.append(",\"agent\":\"").append(pick(AGENTS)).append('"');
            case 3 -> text.append(",\"referrer\":\"").append(pick(REFERRERS)).append('"');
            case 4 ->
                text.append(",\"screen\":{\"w\":")
                        .append(320 + 16 * random.nextInt(100))
                        .append(",\"h\":")
                        .append(480 + 16 * random.nextInt(60))
                        .append('}');
            case 5 -> text.append(",\"latency_ms\":").append(random.nextInt(900));
            default -> appendItem();
        }
    }

    private void appendItem() {
        text.append(",\"item\":{\"sku\":\"")
                .append(10_000_000 + random.nextInt(90_000_000))
                .append("\",\"name\":\"")
                .append(pick(WORDS))
                .append(' ')
                .append(pick(WORDS))
                .append("\",\"price\":")
                .append(random.nextInt(500))
                .append('.')
                .append(10 + random.nextInt(90))
                .append(",\"qty\":")
                .append(1 + random.nextInt(5))
                .append('}');
    }

    private String pick(List<String> values) {
        return values.get(random.nextInt(values.size()));
    }
}
