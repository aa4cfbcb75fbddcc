package com.postmagiq.kernel.web;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How requests reach this server.
 *
 * @param trustedProxies networks whose word about a caller's address and protocol is taken, such as
 *     {@code 10.0.0.0/8}; empty for none
 */
@ConfigurationProperties("postmagiq.server")
record ServerSettings(@DefaultValue List<String> trustedProxies) {
    ServerSettings {
        trustedProxies =
                trustedProxies.stream().map(String::strip).filter(each -> !each.isEmpty()).toList();
        trustedProxies.forEach(Network::parse);
    }

    List<Network> networks() {
        return trustedProxies.stream().map(Network::parse).toList();
    }
}
