package io.hydrant.core.config;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where one domain, cluster or collection is, and how it knows its callers.
 *
 * @param url of it; left out, the endpoint in the stream's definition
 * @param authentication NONE, BASIC (with {@code username} and {@code password}) or SIGV4; left out, SIGV4 for Amazon's, BASIC
 *     if there is a username, else NONE
 * @param username of BASIC
 * @param password of BASIC
 * @param region of SIGV4; left out, the deployment's
 * @param accessKey of SIGV4; left out, the environment's credentials chain
 * @param secretKey its secret
 * @param sessionToken of temporary credentials
 */
public record SearchDomainConfig(
        @Nullable String url,
        @Nullable String authentication,
        @Nullable String username,
        @Nullable String password,
        @Nullable String region,
        @Nullable String accessKey,
        @Nullable String secretKey,
        @Nullable String sessionToken)
        implements Serializable {
    private static final long serialVersionUID = 1;
    private static final String PATH = "search.domains.*.";

    /** A domain of which nothing is said. */
    public static final SearchDomainConfig UNKNOWN =
            new SearchDomainConfig(null, null, null, null, null, null, null, null);

    public SearchDomainConfig {
        Check.httpUrl(PATH + "url", url);
        Check.oneOf(PATH + "authentication", authentication, List.of("NONE", "BASIC", "SIGV4"));
        Check.together(PATH + "username", username, PATH + "password", password);
        Check.together(PATH + "accessKey", accessKey, PATH + "secretKey", secretKey);
        Check.notBlank(PATH + "region", region);
        if ("BASIC".equals(authentication) && username == null) {
            throw new InvalidConfigurationException(
                    PATH + "username: is missing; " + PATH + "authentication BASIC needs it");
        }
        if (sessionToken != null && accessKey == null) {
            throw new InvalidConfigurationException(PATH + "sessionToken: goes with " + PATH + "accessKey only");
        }
    }

    /** Without what is secret. */
    @Override
    public String toString() {
        return "SearchDomainConfig[" + url + ", " + authentication + "]";
    }
}
