package io.hydrant.clients.aws;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Locale;
import java.util.Set;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/** Makes requests that carry a signature (SigV4), by Amazon's own signer. Any thread may call. */
public final class RequestSigner implements AutoCloseable {
    /** Headers that the JDK's client sets itself, to the same values. */
    private static final Set<String> SET_BY_CLIENT = Set.of("host", "content-length");

    private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();
    private final String service;
    private final String section;
    private final AwsCredentialsProvider credentials;

    /** @param service name that the service has in signatures, as {@code es} */
    public RequestSigner(String service, AwsKeys keys) {
        this.service = service;
        this.section = keys.section();
        this.credentials = keys.provider();
    }

    /**
     * Makes the request that was begun, with its method, body and signature. That may take a moment when the environment's
     * credentials have to be fetched anew.
     *
     * @param begun with its URI and headers; all of the headers are signed
     * @param region that the signature is for
     * @param method as {@code POST}
     * @param body sent from its first byte
     * @param length of the body, bytes
     * @throws ServiceException ACCESS, if there are no credentials
     */
    public HttpRequest sign(HttpRequest.Builder begun, String region, String method, byte[] body, int length) {
        HttpRequest plain = begun.method(method, BodyPublishers.ofByteArray(body, 0, length))
                .build();
        AwsCredentials identity = identity();
        SdkHttpRequest.Builder toSign =
                SdkHttpRequest.builder().method(SdkHttpMethod.fromValue(method)).uri(plain.uri());
        plain.headers().map().forEach(toSign::putHeader);
        SdkHttpRequest signed = signer.sign(sign -> sign.identity(identity)
                        .request(toSign.build())
                        .payload(() -> new ByteArrayInputStream(body, 0, length))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region))
                .request();
        HttpRequest.Builder request = HttpRequest.newBuilder(
                plain, (name, value) -> signed.firstMatchingHeader(name).isEmpty());
        signed.forEachHeader((name, values) -> {
            if (!SET_BY_CLIENT.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        return request.build();
    }

    private AwsCredentials identity() {
        try {
            return credentials.resolveCredentials();
        } catch (SdkException e) {
            throw new ServiceException(
                    ServiceException.Kind.ACCESS,
                    "there are no AWS credentials; give " + section + ".accessKey and " + section
                            + ".secretKey, or credentials in the environment");
        }
    }

    @Override
    public void close() {
        if (credentials instanceof SdkAutoCloseable closeable) {
            closeable.close();
        }
    }
}
