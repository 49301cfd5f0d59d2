package io.hydrant.operators.convert.rows;

/**
 * Why a record cannot be converted.
 *
 * @param errorCode such as {@code DataFormatConversion.ParseError}
 * @param errorMessage to a person; never holds what was in the record
 */
public record ConversionFailure(String errorCode, String errorMessage) {
    /** Code of what is not JSON. */
    public static final String PARSE_ERROR = "DataFormatConversion.ParseError";

    /** Code of JSON that does not fit the schema. */
    public static final String MALFORMED_DATA = "DataFormatConversion.MalformedData";

    /** No JSON objects, one behind the other. */
    public static final ConversionFailure NO_JSON = new ConversionFailure(PARSE_ERROR, "Encountered malformed JSON.");

    /** Nothing at all. */
    public static final ConversionFailure EMPTY =
            new ConversionFailure(MALFORMED_DATA, "The record was empty or contained only whitespace.");
}
