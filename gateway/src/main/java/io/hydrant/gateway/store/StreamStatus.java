package io.hydrant.gateway.store;

/** Where a delivery stream is in its life. */
public enum StreamStatus {
    /** Its topic takes records already, its job has not been started yet. */
    CREATING("CREATING", true),
    ACTIVE("ACTIVE", true),
    /** Has a new version, while the job of the one before is being drained. Callers see ACTIVE. */
    UPDATING("ACTIVE", true),
    /** Takes no more records; what was acknowledged is being delivered. */
    DELETING("DELETING", false),
    /** Everything is delivered and its job has ended; only leftovers have to go. Callers see DELETING. */
    DRAINED("DELETING", false);

    private final String apiName;
    private final boolean acceptingRecords;

    StreamStatus(String apiName, boolean acceptingRecords) {
        this.apiName = apiName;
        this.acceptingRecords = acceptingRecords;
    }

    /** DeliveryStreamStatus in answers. */
    public String apiName() {
        return apiName;
    }

    /** Whether records may be put. */
    public boolean acceptingRecords() {
        return acceptingRecords;
    }
}
