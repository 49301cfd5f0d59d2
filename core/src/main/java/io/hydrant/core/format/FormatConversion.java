package io.hydrant.core.format;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Record format conversion of a stream.
 *
 * @param reading how JSON documents are read
 * @param output what is made of them
 * @param schema their columns; null for {@link OutputFormat.JsonLines} alone, which needs none
 */
public record FormatConversion(
        JsonReading reading, OutputFormat output, @Nullable SchemaReference schema) implements Serializable {}
