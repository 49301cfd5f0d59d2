package io.hydrant.operators.convert;

/**
 * Why a record could not be converted. Immutable.
 *
 * @param errorCode as Firehose names it
 * @param errorMessage for people; never holds anything of the record
 */
public record ConversionFailure(String errorCode, String errorMessage) {
    /** Of a record that is no JSON. */
    public static final String PARSE_ERROR = "DataFormatConversion.ParseError";

    /** Of a record that is JSON, but not what the schema asks for. */
    public static final String MALFORMED_DATA = "DataFormatConversion.MalformedData";

    /** The record is not one JSON object after the other. */
    public static final ConversionFailure NO_JSON = new ConversionFailure(PARSE_ERROR, "Encountered malformed JSON.");

    /** There is nothing in the record. */
    public static final ConversionFailure EMPTY =
            new ConversionFailure(MALFORMED_DATA, "The record was empty or contained only whitespace.");
}
