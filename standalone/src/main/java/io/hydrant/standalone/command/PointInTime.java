package io.hydrant.standalone.command;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a time from the command line, or a day, which means its beginning in UTC. */
final class PointInTime implements ITypeConverter<Instant> {
    private static final int DATE_LENGTH = "2026-11-30".length();

    @Override
    public Instant convert(String value) {
        try {
            return value.length() == DATE_LENGTH
                    ? LocalDate.parse(value).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : OffsetDateTime.parse(value).toInstant();
        } catch (DateTimeException e) {
            throw new TypeConversionException(
                    "is no time; give one such as 2026-11-30T16:00:00Z, or a day such as 2026-11-30");
        }
    }
}
