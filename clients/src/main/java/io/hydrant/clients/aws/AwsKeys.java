package io.hydrant.clients.aws;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/**
 * The keys that requests to a service of Amazon's are signed with, as a deployment gives them.
 *
 * @param section of the configuration that they are in, as {@code glue}; for messages
 * @param accessKey access key; null for the environment's credentials chain
 * @param secretKey its secret; there if the access key is
 * @param sessionToken of temporary credentials
 */
public record AwsKeys(
        String section,
        @Nullable String accessKey,
        @Nullable String secretKey,
        @Nullable String sessionToken) {

    /** What the SDK's clients and signers take; whoever asks closes it, if it can be closed. Nothing is looked up yet. */
    public AwsCredentialsProvider provider() {
        if (accessKey == null || secretKey == null) {
            return DefaultCredentialsProvider.builder().build();
        }
        return StaticCredentialsProvider.create(
                sessionToken == null
                        ? AwsBasicCredentials.create(accessKey, secretKey)
                        : AwsSessionCredentials.create(accessKey, secretKey, sessionToken));
    }

    @Override
    public String toString() {
        return "AwsKeys[" + section + "]";
    }
}
