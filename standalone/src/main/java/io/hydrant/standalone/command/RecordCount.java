package io.hydrant.standalone.command;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads how many records to put from the command line. */
final class RecordCount implements ITypeConverter<Integer> {

    private static final int LARGEST = 100_000_000;

    @Override
    public Integer convert(String value) {
        if (value.matches("\\d{1,9}")) {
            int count = Integer.parseInt(value);
            if (count >= 1 && count <= LARGEST) {
                return count;
            }
        }
        throw new TypeConversionException("is not a number of records; give one from 1 to " + LARGEST);
    }
}
