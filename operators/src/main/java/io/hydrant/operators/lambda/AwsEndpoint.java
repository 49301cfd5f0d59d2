package io.hydrant.operators.lambda;

import io.hydrant.clients.aws.AwsKeys;
import io.hydrant.clients.http.BoundedBody;
import io.netty.channel.EventLoopGroup;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.SdkEventLoopGroup;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.lambda.LambdaAsyncClient;
import software.amazon.awssdk.services.lambda.LambdaAsyncClientBuilder;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/** A function of Amazon's, or of another service with its API, through Amazon's SDK. */
final class AwsEndpoint implements Endpoint {
    private static final int THREADS = 2;
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final int SHUTDOWN_SECONDS = 2;

    private final String functionArn;
    private final EventLoopGroup threads;
    private final LambdaAsyncClient client;

    /**
     * @param timeout the client's own; longer than that of an invocation, which ends it
     * @param connections at most so many at a time
     */
    AwsEndpoint(FunctionLocation function, Duration timeout, int connections) {
        this.functionArn = function.arn();
        SdkEventLoopGroup group =
                SdkEventLoopGroup.builder().numberOfThreads(THREADS).build();
        this.threads = group.eventLoopGroup();
        LambdaAsyncClientBuilder builder = LambdaAsyncClient.builder()
                .region(Region.of(function.region()))
                .credentialsProvider(
                        new AwsKeys("lambda", function.accessKey(), function.secretKey(), function.sessionToken())
                                .provider())
                .overrideConfiguration(overrides -> overrides
                        .retryStrategy(AwsRetryStrategy.doNotRetry())
                        .addExecutionInterceptor(new LimitedResponses(LambdaErrors.MAX_RESPONSE_BYTES)))
                .httpClientBuilder(NettyNioAsyncHttpClient.builder()
                        .eventLoopGroup(group)
                        .maxConcurrency(connections)
                        .connectionTimeout(CONNECT_TIMEOUT)
                        .readTimeout(timeout)
                        .writeTimeout(timeout));
        if (function.endpoint() != null) {
            builder.endpointOverride(URI.create(function.endpoint()));
        }
        this.client = builder.build();
    }

    @Override
    public CompletableFuture<byte[]> invoke(byte[] body) {
        SdkBytes payload = SdkBytes.fromByteArrayUnsafe(body);
        CompletableFuture<InvokeResponse> call = client.invoke(request -> request.functionName(functionArn)
                .invocationType(InvocationType.REQUEST_RESPONSE)
                .payload(payload));
        CompletableFuture<byte[]> response = call.thenApply(AwsEndpoint::payloadOf);
        return Cancellation.passOn(response, call);
    }

    private static byte[] payloadOf(InvokeResponse response) {
        if (response.functionError() != null) {
            throw new CompletionException(LambdaErrors.FUNCTION_ERROR.asException());
        }
        return response.payload() == null ? new byte[0] : response.payload().asByteArrayUnsafe();
    }

    @Override
    public InvocationFailure failureOf(Throwable error) {
        if (BoundedBody.isTooLong(error)) {
            return LambdaErrors.RESPONSE_TOO_LARGE;
        }
        if (error instanceof AwsServiceException refused) {
            String type = refused.awsErrorDetails() == null
                    ? null
                    : refused.awsErrorDetails().errorCode();
            return LambdaErrors.of(refused.statusCode(), type);
        }
        String message = String.valueOf(error.getMessage());
        return message.contains("credentials") ? LambdaErrors.NO_CREDENTIALS : LambdaErrors.noAnswer(error);
    }

    /** Waits for the client's threads, which would else look for classes of a job that is gone. */
    @Override
    public void close() {
        client.close();
        threads.shutdownGracefully(0, SHUTDOWN_SECONDS, TimeUnit.SECONDS)
                .awaitUninterruptibly(SHUTDOWN_SECONDS, TimeUnit.SECONDS);
    }
}
