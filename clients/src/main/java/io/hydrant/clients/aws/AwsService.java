package io.hydrant.clients.aws;

import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;

/**
 * A service of Amazon's.
 *
 * @param title as it is called in messages
 * @param name in signatures and in host names
 * @param targetPrefix what stands before an operation's name in {@code X-Amz-Target}, and what messages name beside its errors
 * @param section of the configuration that says where it is
 * @param protocol that it speaks
 */
public record AwsService(String title, String name, String targetPrefix, String section, AwsProtocol protocol) {
    /** One with the JSON protocol 1.1. */
    public AwsService(String title, String name, String targetPrefix, String section) {
        this(title, name, targetPrefix, section, AwsProtocol.JSON);
    }

    /** URL of the service in Amazon's cloud. */
    String endpoint(String region) {
        return "https://" + name + "." + region + "."
                + PartitionMetadata.of(Region.of(region)).dnsSuffix();
    }
}
