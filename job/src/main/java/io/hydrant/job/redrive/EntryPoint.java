package io.hydrant.job.redrive;

import java.util.List;

/** Where a record of the error output goes into the delivery again: that depends on how far it had come. */
public enum EntryPoint {
    /** Its line holds the record as it came from the source. */
    PROCESSING,
    /** Its line holds the record as its destination should have got it. */
    DELIVERY,
    /** What stood in the source was no record, so there is nothing to deliver. */
    NOWHERE;

    /** How the codes begin of what fails between the source and the destination. */
    private static final List<String> OF_PROCESSING = List.of(
            "Lambda.", "DynamicPartitioning.", "DataFormatConversion.", "Decompression.", "CloudWatchLogProcessing.");

    /** How the codes begin of what a source cannot read. */
    private static final List<String> OF_SOURCES = List.of("MSK.", "DirectPut.");

    /** That of a record with this error code. Destinations have codes of their own, and any may come. */
    public static EntryPoint of(String errorCode) {
        if (OF_PROCESSING.stream().anyMatch(errorCode::startsWith)) {
            return PROCESSING;
        }
        return OF_SOURCES.stream().anyMatch(errorCode::startsWith) ? NOWHERE : DELIVERY;
    }
}
