package io.hydrant.standalone.command;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the name of a file that must be there from the command line. */
final class ExistingFile implements ITypeConverter<Path> {

    @Override
    public Path convert(String value) {
        try {
            Path file = Path.of(value);
            if (Files.isRegularFile(file) && Files.isReadable(file)) {
                return file;
            }
        } catch (InvalidPathException e) {
            throw new TypeConversionException("is not a file name; give the name of a file");
        }
        throw new TypeConversionException("is not a readable file; give the name of one");
    }
}
