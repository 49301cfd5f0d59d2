package io.hydrant.standalone.command;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a TCP port from the command line. */
final class PortNumber implements ITypeConverter<Integer> {

    private static final int LARGEST = 65_535;

    @Override
    public Integer convert(String value) {
        if (value.matches("\\d{1,5}") && Integer.parseInt(value) <= LARGEST) {
            return Integer.valueOf(value);
        }
        throw new TypeConversionException("is not a TCP port; give a number from 0 (any free one) to " + LARGEST);
    }
}
