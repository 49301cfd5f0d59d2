package io.hydrant.sinks.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.core.definition.SearchDestination.IndexRotation;
import java.time.Duration;
import java.time.Instant;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.Locale;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IndexNamesTest {
    @ParameterizedTest
    @CsvSource({
        "NoRotation, 2016-02-25T13:00:00Z,     myindex",
        "OneHour,    2016-02-25T13:00:00Z,     myindex-2016-02-25-13",
        "OneDay,     2016-02-25T13:00:00Z,     myindex-2016-02-25",
        "OneWeek,    2016-02-25T13:00:00Z,     myindex-2016-w09",
        "OneMonth,   2016-02-25T13:00:00Z,     myindex-2016-02",
        "OneHour,    2016-12-31T23:59:59.999Z, myindex-2016-12-31-23",
        "OneHour,    2017-01-01T00:00:00Z,     myindex-2017-01-01-00",
        "OneDay,     2016-12-31T23:59:59.999Z, myindex-2016-12-31",
        "OneDay,     2017-01-01T00:00:00Z,     myindex-2017-01-01",
        "OneMonth,   2016-12-31T23:59:59.999Z, myindex-2016-12",
        "OneMonth,   2017-01-01T00:00:00Z,     myindex-2017-01",
        // 31 December 2016 was a Saturday: the last day of a week, and 2017 begins with its first one.
        "OneWeek,    2016-12-31T23:59:59.999Z, myindex-2016-w53",
        "OneWeek,    2017-01-01T00:00:00Z,     myindex-2017-w01",
        // The first Saturday of 2020 was 4 January: its week begins in December.
        "OneWeek,    2019-12-28T23:59:59.999Z, myindex-2019-w52",
        "OneWeek,    2019-12-29T00:00:00Z,     myindex-2020-w01",
        "OneWeek,    2020-01-04T23:59:59.999Z, myindex-2020-w01",
        "OneWeek,    2020-01-05T00:00:00Z,     myindex-2020-w02",
    })
    void endWithThePeriod(IndexRotation rotation, Instant arrival, String expected) {
        assertThat(new IndexNames("myindex", rotation).at(arrival.toEpochMilli()))
                .isEqualTo(expected);
    }

    /** The JDK's older calendar knows American weeks too. */
    @Test
    void countWeeksAsAmericansDo() {
        IndexNames names = new IndexNames("i", IndexRotation.OneWeek);
        Calendar calendar = new GregorianCalendar(TimeZone.getTimeZone("UTC"), Locale.US);
        Instant end = Instant.parse("2045-01-01T00:00:00Z");
        for (Instant time = Instant.parse("2014-01-01T11:00:00Z");
                time.isBefore(end);
                time = time.plusSeconds(86_400)) {
            calendar.setTimeInMillis(time.toEpochMilli());
            String expected = String.format(
                    Locale.ROOT, "i-%d-w%02d", calendar.getWeekYear(), calendar.get(Calendar.WEEK_OF_YEAR));
            assertThat(names.at(time.toEpochMilli())).as(time.toString()).isEqualTo(expected);
        }
    }

    /** Late records of another period come between those of this one. */
    @ParameterizedTest
    @CsvSource({"OneHour, PT1H", "OneDay, P1D", "OneWeek, P7D", "OneMonth, P31D"})
    void changeBackAndForth(IndexRotation rotation, Duration period) {
        IndexNames names = new IndexNames("i", rotation);
        long now = Instant.parse("2026-11-30T14:00:00Z").toEpochMilli();
        String current = names.at(now);

        assertThat(names.at(now + 1)).isSameAs(current);
        assertThat(names.at(now - period.toMillis())).isLessThan(current);
        assertThat(names.at(now)).isEqualTo(current);
        assertThat(names.at(now + period.toMillis())).isGreaterThan(current);
    }
}
