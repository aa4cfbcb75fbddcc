package com.postmagiq.onboarding;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;

/** Binds the settings of the guided setup. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(OnboardingSettings.class)
class OnboardingConfiguration {}
