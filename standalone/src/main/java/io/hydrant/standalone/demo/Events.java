package io.hydrant.standalone.demo;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Random;

/**
 * Click events of a web shop as JSON lines. An event is a function of its number, so whoever reads an event can tell
 * which one it must be, byte for byte.
 */
public final class Events {

    private static final String[] TYPES = {"page_view", "page_view", "page_view", "search", "add_to_cart", "purchase"};
    private static final String[] PAGES = {"/", "/search", "/cart", "/checkout", "/products/", "/products/", "/help"};
    private static final String[] COUNTRIES = {"DE", "FR", "US", "GB", "IN", "BR", "JP", "NG", "PL", "MX"};
    private static final String[] AGENTS = {
        "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 Version/18.5 Mobile Safari/604.1",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/138.0.0.0 Safari/537.36",
    };
    private static final String ID = "{\"event_id\":\"";

    private final Instant firstEventTime;

    /** @param firstEventTime when event 0 happened; each later one is a millisecond younger */
    public Events(Instant firstEventTime) {
        this.firstEventTime = firstEventTime.truncatedTo(ChronoUnit.MILLIS);
    }

    /** Event number {@code number} (0 or more) in UTF-8, ended by a line feed; about 330 bytes. */
    public byte[] event(long number) {
        Random random = new Random(number * 0x9E37_79B9_7F4A_7C15L);
        String type = pick(TYPES, random);
        String page = pick(PAGES, random);
        int product = random.nextInt(20_000);
        String json = ID + String.format("%012d", number)
                + "\",\"type\":\"" + type
                + "\",\"time\":\"" + firstEventTime.plusMillis(number)
                + "\",\"session\":\"" + Long.toHexString(random.nextLong())
                + "\",\"user\":{\"id\":" + random.nextInt(500_000)
                + ",\"country\":\"" + pick(COUNTRIES, random)
                + "\"},\"page\":\"" + (page.endsWith("s/") ? page + product : page)
                + "\",\"product\":" + product
                + ",\"price_cents\":" + (99 + 100 * random.nextInt(300))
                + ",\"latency_ms\":" + random.nextInt(900)
                + ",\"agent\":\"" + pick(AGENTS, random) + "\"}\n";
        return json.getBytes(StandardCharsets.UTF_8);
    }

    /** The number in the event that starts a line, or -1 if the line is not one of ours. */
    static long number(String line) {
        int end = line.indexOf('"', ID.length());
        if (!line.startsWith(ID) || end < 0) {
            return -1;
        }
        String digits = line.substring(ID.length(), end);
        return digits.matches("\\d{12,18}") ? Long.parseLong(digits) : -1;
    }

    private static String pick(String[] values, Random random) {
        return values[random.nextInt(values.length)];
    }
}
