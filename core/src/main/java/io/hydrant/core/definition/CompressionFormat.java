package io.hydrant.core.definition;

/** How an object is compressed, with Firehose's name of it and the extension it gives the object's key. */
public enum CompressionFormat {
    UNCOMPRESSED("UNCOMPRESSED", ""),
    GZIP("GZIP", ".gz"),
    ZIP("ZIP", ".zip"),
    /** The stream format of snappy-java, not the official framing. */
    SNAPPY("Snappy", ".snappy"),
    /** The block format of Hadoop's codec. */
    HADOOP_SNAPPY("HADOOP_SNAPPY", ".hsnappy");

    private final String apiName;
    private final String extension;

    CompressionFormat(String apiName, String extension) {
        this.apiName = apiName;
        this.extension = extension;
    }

    /** Name in stream definitions; upper and lower case matter. */
    public String apiName() {
        return apiName;
    }

    /** End of object keys, with its dot; empty for none. */
    public String extension() {
        return extension;
    }

    /** @throws IllegalArgumentException if the service model has no such value */
    static CompressionFormat ofApiName(String apiName) {
        for (CompressionFormat format : values()) {
            if (format.apiName.equals(apiName)) {
                return format;
            }
        }
        throw new IllegalArgumentException("no compression format " + apiName);
    }
}
