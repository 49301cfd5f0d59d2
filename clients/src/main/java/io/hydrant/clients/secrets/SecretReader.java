package io.hydrant.clients.secrets;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hydrant.clients.aws.AwsClient;
import io.hydrant.clients.aws.AwsKeys;
import io.hydrant.clients.aws.AwsService;
import io.hydrant.clients.aws.CallCounts;
import io.hydrant.clients.aws.ServiceException;
import io.hydrant.clients.aws.ServiceException.Kind;
import io.hydrant.core.config.SecretsManagerConfig;
import org.jspecify.annotations.Nullable;

/** Secrets Manager, or another service with its API. Any thread may call. */
public final class SecretReader implements AutoCloseable {
    private static final AwsService SERVICE =
            new AwsService("Secrets Manager", "secretsmanager", "secretsmanager", "secretsManager");
    /** Of {@code arn:aws:secretsmanager:us-east-1:123456789012:secret:name}. */
    private static final int REGION = 3;

    private final @Nullable String configuredRegion;
    private final AwsClient client;

    /** Opens nothing yet: neither the network nor credentials are looked at before the first call. */
    public SecretReader(SecretsManagerConfig config) {
        this.configuredRegion = config.region();
        this.client = new AwsClient(
                SERVICE,
                config.endpoint(),
                new AwsKeys(SERVICE.section(), config.accessKey(), config.secretKey(), config.sessionToken()));
    }

    /**
     * Asks for the text of a secret, as it is now.
     *
     * @param secretArn of the form that the Firehose API takes
     * @throws ServiceException NOT_FOUND if there is no such secret; ACCESS if it must not be read; UNAVAILABLE if no attempt
     *     got an answer; UNUSABLE if the call is refused, or if the secret is bytes and no text. No message holds any of the
     *     secret
     */
    public String text(String secretArn) {
        String region = configuredRegion == null ? secretArn.split(":", -1)[REGION] : configuredRegion;
        ObjectNode input = JsonNodeFactory.instance.objectNode().put("SecretId", secretArn);
        JsonNode text = client.call(region, "GetSecretValue", input).path("SecretString");
        if (!text.isTextual()) {
            throw new ServiceException(Kind.UNUSABLE, "it has no SecretString; a secret that is bytes cannot be used");
        }
        return text.textValue();
    }

    /** What was asked so far. */
    public CallCounts counts() {
        return client.counts();
    }

    /** Ends the wait for answers, too. */
    @Override
    public void close() {
        client.close();
    }
}
