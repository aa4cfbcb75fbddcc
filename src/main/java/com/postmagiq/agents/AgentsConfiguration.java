package com.postmagiq.agents;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;

/** Binds the module's settings. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({AgentSettings.class, ProviderSettings.class, SpeechSettings.class})
class AgentsConfiguration {}
