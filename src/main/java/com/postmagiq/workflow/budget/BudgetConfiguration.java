package com.postmagiq.workflow.budget;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;

/** Reads the operator's caps. */
@Configuration
@EnableConfigurationProperties(BudgetSettings.class)
class BudgetConfiguration {}
