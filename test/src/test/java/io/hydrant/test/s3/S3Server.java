package io.hydrant.test.s3;

import io.hydrant.test.chaos.ObjectStore;
import java.io.InputStream;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.gaul.s3proxy.AuthenticationType;
import org.gaul.s3proxy.S3Proxy;
import org.jclouds.ContextBuilder;
import org.jclouds.blobstore.BlobStore;
import org.jclouds.blobstore.BlobStoreContext;
import org.jclouds.blobstore.TransientApiMetadata;
import org.jclouds.blobstore.domain.MultipartPart;
import org.jclouds.blobstore.domain.MultipartUpload;
import org.jclouds.blobstore.util.ForwardingBlobStore;
import org.jclouds.io.Payload;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** An S3 server in this JVM that checks signatures, keeps objects in memory and counts the parts it is sent. */
public final class S3Server implements AutoCloseable {
    public static final String ACCESS_KEY = "AKIDOFTHETEST";
    public static final String SECRET_KEY = "secretOfTheTest";

    private final BlobStoreContext context;
    private final S3Proxy proxy;
    private final S3Client client;
    private final AtomicInteger parts = new AtomicInteger();

    private S3Server() throws Exception {
        this.context = ContextBuilder.newBuilder(new TransientApiMetadata())
                .credentials("any", "any")
                .build(BlobStoreContext.class);
        this.proxy = S3Proxy.builder()
                .blobStore(countingParts(context.getBlobStore()))
                .endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, ACCESS_KEY, SECRET_KEY)
                // The SDK asks for checksums that this server does not know.
                .ignoreUnknownHeaders(true)
                .build();
        proxy.start();
        this.client = S3Client.builder()
                .endpointOverride(endpoint())
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(ACCESS_KEY, SECRET_KEY)))
                .httpClientBuilder(ApacheHttpClient.builder())
                .build();
    }

    /** Starts it on a free port. */
    public static S3Server start() throws Exception {
        return new S3Server();
    }

    /** Of its API. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + proxy.getPort());
    }

    /** How many parts of multipart uploads it has been sent. */
    int parts() {
        return parts.get();
    }

    /** Makes a bucket and shows it as any S3 client sees it. */
    public ObjectStore createBucket(String bucket) {
        client.createBucket(create -> create.bucket(bucket));
        return new ObjectStore() {
            @Override
            public Map<String, Long> list() {
                Map<String, Long> objects = new TreeMap<>();
                client.listObjectsV2Paginator(list -> list.bucket(bucket)).contents().stream()
                        .filter(object -> isObject(object.key()))
                        .forEach(object -> objects.put(object.key(), object.size()));
                return objects;
            }

            @Override
            public InputStream open(String key) {
                return client.getObject(get -> get.bucket(bucket).key(key));
            }
        };
    }

    /**
     * Without what Hadoop's S3 client makes, and takes away, as marks of folders, and what this server shows of uploads
     * that are not completed: no S3 server in production does.
     */
    private static boolean isObject(String key) {
        return key.contains("/") && !key.endsWith("/") && !key.startsWith(".mpus-");
    }

    private BlobStore countingParts(BlobStore store) {
        return new ForwardingBlobStore(store) {
            @Override
            public MultipartPart uploadMultipartPart(MultipartUpload upload, int number, Payload payload) {
                parts.incrementAndGet();
                return super.uploadMultipartPart(upload, number, payload);
            }
        };
    }

    @Override
    public void close() throws Exception {
        client.close();
        proxy.stop();
        context.close();
    }
}
