package io.hydrant.test.skywalking;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.encoding.DecodingService;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.skywalking.oap.server.receiver.aws.firehose.FirehoseHTTPHandler;
import org.apache.skywalking.oap.server.receiver.otel.otlp.OpenTelemetryMetricRequestProcessor;

/**
 * Takes CloudWatch metric streams at {@code /aws/firehose/metrics}, with SkyWalking's own handler, and shows at
 * {@code /received} the names of the metrics that it found, one a line.
 */
public final class ReceiverMain {
    /** This release does not find the header with the key: it asks its server for a name with capitals. */
    private static final String NO_ACCESS_KEY = "";

    private ReceiverMain() {}

    /**
     * Runs until it is killed.
     *
     * @param arguments the port
     */
    public static void main(String[] arguments) {
        Names names = new Names();
        Server server = Server.builder()
                .http(new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0])))
                .annotatedService(new FirehoseHTTPHandler(names, NO_ACCESS_KEY))
                .decorator(DecodingService.newDecorator())
                .service("/received", (context, request) -> HttpResponse.of(String.join("\n", names.received)))
                .build();
        server.start().join();
    }

    /** Stands for what SkyWalking does with metrics. */
    private static final class Names extends OpenTelemetryMetricRequestProcessor {
        private final Queue<String> received = new ConcurrentLinkedQueue<>();

        Names() {
            super(null, null);
        }

        @Override
        public void processMetricsRequest(ExportMetricsServiceRequest request) {
            request.getResourceMetricsList().stream()
                    .flatMap(resource -> resource.getScopeMetricsList().stream())
                    .flatMap(scope -> scope.getMetricsList().stream())
                    .forEach(metric -> received.add(metric.getName()));
        }
    }
}
