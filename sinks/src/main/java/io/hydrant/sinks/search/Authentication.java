package io.hydrant.sinks.search;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hydrant.clients.aws.AwsKeys;
import io.hydrant.clients.aws.RequestSigner;
import io.hydrant.core.config.SearchDomainConfig;
import io.hydrant.core.definition.SearchDestination.Service;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How a server knows us: by a password, by a signature (SigV4), or not at all. Any thread may call. */
final class Authentication implements AutoCloseable {
    /** The region is in the name of Amazon's hosts, as in {@code search-logs-x.eu-west-1.es.amazonaws.com}. */
    private static final Pattern AMAZON = Pattern.compile(".*\\.([a-z0-9-]+)\\.(es|aoss)\\.amazonaws\\.com(\\.cn)?");

    private final @Nullable String basic;
    private final @Nullable RequestSigner signer;
    private final String region;

    private Authentication(@Nullable String basic, @Nullable RequestSigner signer, String region) {
        this.basic = basic;
        this.signer = signer;
        this.region = region;
    }

    /**
     * As the deployment says; if it does not, Amazon's hosts get signatures.
     *
     * @param name of the domain in the configuration
     * @param deploymentRegion for signatures, if nobody says another one
     */
    static Authentication of(
            Service service, URI url, String name, SearchDomainConfig domain, String deploymentRegion) {
        Matcher amazon = AMAZON.matcher(String.valueOf(url.getHost()));
        boolean isAmazon = amazon.matches();
        boolean signs = domain.authentication() == null
                ? isAmazon && domain.username() == null
                : domain.authentication().equals("SIGV4");
        String region = domain.region() == null ? (isAmazon ? amazon.group(1) : deploymentRegion) : domain.region();
        if (signs) {
            AwsKeys keys = new AwsKeys(
                    "search.domains." + name, domain.accessKey(), domain.secretKey(), domain.sessionToken());
            return new Authentication(
                    null, new RequestSigner(service == Service.SERVERLESS ? "aoss" : "es", keys), region);
        }
        boolean anonymous = domain.username() == null || "NONE".equals(domain.authentication());
        return new Authentication(anonymous ? null : basic(domain), null, region);
    }

    private static String basic(SearchDomainConfig domain) {
        String both = domain.username() + ":" + domain.password();
        return "Basic " + Base64.getEncoder().encodeToString(both.getBytes(UTF_8));
    }

    /**
     * Makes the POST that was begun, with its body.
     *
     * @throws io.hydrant.clients.aws.ServiceException if it is to be signed, but there are no credentials
     */
    HttpRequest post(HttpRequest.Builder begun, byte[] body, int length) {
        if (signer != null) {
            return signer.sign(begun, region, "POST", body, length);
        }
        if (basic != null) {
            begun.header("Authorization", basic);
        }
        return begun.POST(BodyPublishers.ofByteArray(body, 0, length)).build();
    }

    @Override
    public void close() {
        if (signer != null) {
            signer.close();
        }
    }
}
