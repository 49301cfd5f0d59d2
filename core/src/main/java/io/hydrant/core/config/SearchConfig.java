package io.hydrant.core.config;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where OpenSearch and Elasticsearch are.
 *
 * @param domains by the name in a DomainARN, or by the host in a ClusterEndpoint or CollectionEndpoint
 */
public record SearchConfig(Map<String, SearchDomainConfig> domains) implements Serializable {
    private static final long serialVersionUID = 1;

    static final SearchConfig DEFAULT = new SearchConfig(null);

    public SearchConfig(@Nullable Map<String, SearchDomainConfig> domains) {
        this.domains = domains == null ? Map.of() : new LinkedHashMap<>(domains);
    }

    /** What is said of a domain; nothing if it is not there. */
    public SearchDomainConfig domain(String nameOrHost) {
        return domains.getOrDefault(nameOrHost, SearchDomainConfig.UNKNOWN);
    }
}
