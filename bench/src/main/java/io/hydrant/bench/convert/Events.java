package io.hydrant.bench.convert;

import io.hydrant.core.schema.Column;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Events of a web shop of about 1 KB as JSON, the same ones for the same seed. Ids, times and numbers vary, words come from
 * small lists as they do in real events, and now and then something is missing. Not thread-safe.
 *
 * <p>A row holds, column by column: Long, Integer, Double, Boolean, BigDecimal, String, LocalDate or Instant; a struct or a
 * list a List, a map a Map.
 */
final class Events {
    private static final Instant FIRST = Instant.parse("2026-03-01T00:00:00Z");
    private static final List<String> TYPES = List.of("page_view", "page_view", "click", "add_to_cart", "purchase");
    private static final List<String> COUNTRIES = List.of("US", "DE", "FR", "GB", "JP", "BR", "IN", "CA", "ES", "SE");
    private static final List<String> CITIES = List.of("Berlin", "Paris", "Osaka", "Austin", "Recife", "Pune", "Leeds");
    private static final List<String> REFERRERS =
            List.of("https://www.google.com/", "https://duckduckgo.com/", "https://mail.example.com/inbox");
    private static final List<String> AGENTS = List.of(
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36",
            "Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0",
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148");
    private static final List<String> WORDS =
            List.of(("garden hose red blue steel lamp table chair light heavy fast quiet small large wooden summer"
                            + " kitchen office travel running shoe jacket cotton wool bottle coffee grinder filter paper")
                    .split(" "));

    private final EventKind kind;
    private final List<Column> columns;
    private final SplittableRandom random;
    private final StringBuilder text = new StringBuilder();
    private long sequence;
    private long clockMillis = FIRST.toEpochMilli();

    /** @param seed decides every event */
    Events(EventKind kind, long seed) {
        this.kind = kind;
        this.columns = kind.schema().columns();
        this.random = new SplittableRandom(seed);
    }

    /** The next event. */
    List<@Nullable Object> next() {
        clockMillis += random.nextInt(4);
        return kind == EventKind.FLAT ? flat() : nested();
    }

    /** An event as JSON, closed by a newline; what is null is left out. The text is valid until the next one. */
    StringBuilder json(List<@Nullable Object> row) {
        text.setLength(0);
        EventJson.object(text, columns, row);
        return text.append('\n');
    }

    private List<@Nullable Object> flat() {
        Instant time = Instant.ofEpochMilli(clockMillis);
        return Arrays.asList(
                id(),
                time,
                LocalDate.ofInstant(time, ZoneOffset.UTC),
                random.nextLong(250_000),
                Long.toHexString(random.nextLong()),
                pick(TYPES),
                pick(COUNTRIES),
                pick(AGENTS),
                random.nextInt(4) == 0 ? null : pick(REFERRERS),
                "/" + pick(WORDS) + "/" + random.nextInt(10_000),
                words(16),
                random.nextInt(900),
                320 + 16 * random.nextInt(100),
                480 + 16 * random.nextInt(60),
                10_000_000L + random.nextInt(90_000_000),
                price(),
                1 + random.nextInt(5),
                random.nextInt(3) == 0 ? null : random.nextInt(1000) / 1000.0,
                random.nextBoolean(),
                words(66));
    }

    private List<@Nullable Object> nested() {
        List<Object> items = new ArrayList<>();
        for (int i = random.nextInt(6); i >= 0; i--) {
            items.add(List.of(10_000_000L + random.nextInt(90_000_000), words(2), price(), 1 + random.nextInt(5)));
        }
        Map<String, Object> attributes = new TreeMap<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            attributes.put(pick(WORDS), pick(WORDS));
        }
        String zip = String.format(Locale.ROOT, "%05d", random.nextInt(100_000));
        return Arrays.asList(
                id(),
                Instant.ofEpochMilli(clockMillis),
                pick(TYPES),
                List.of(random.nextLong(250_000), words(2), List.of(pick(CITIES), zip, pick(COUNTRIES))),
                List.of(pick(AGENTS), List.of(320 + 16 * random.nextInt(100), 480 + 16 * random.nextInt(60))),
                items,
                List.of(pick(WORDS), pick(WORDS), pick(WORDS)),
                attributes,
                random.nextInt(3) == 0 ? null : random.nextInt(1000) / 1000.0,
                words(40));
    }

    /** An odd multiplier maps the sequence one to one: ids look random and never repeat. */
    private String id() {
        return Long.toHexString(sequence++ * 0x9E3779B97F4A7C15L);
    }

    private BigDecimal price() {
        return BigDecimal.valueOf(random.nextInt(50_000), 2);
    }

    private String words(int count) {
        StringBuilder words = new StringBuilder(pick(WORDS));
        for (int i = 1; i < count; i++) {
            words.append(' ').append(pick(WORDS));
        }
        return words.toString();
    }

    private String pick(List<String> values) {
        return values.get(random.nextInt(values.size()));
    }
}
