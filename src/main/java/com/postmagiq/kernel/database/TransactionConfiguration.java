package com.postmagiq.kernel.database;

import java.lang.reflect.AnnotatedElement;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Role;
import org.springframework.transaction.annotation.AnnotationTransactionAttributeSource;
import org.springframework.transaction.annotation.ProxyTransactionManagementConfiguration;
import org.springframework.transaction.annotation.SpringTransactionAnnotationParser;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.interceptor.TransactionAttribute;
import org.springframework.transaction.interceptor.TransactionAttributeSource;

/**
 * Which methods run in a transaction: those whose class, or who themselves, carry the annotation.
 * Spring would also look behind every other annotation and in every interface, for each method of
 * each bean, and that took a tenth of a start.
 */
@Configuration(proxyBeanMethods = false)
@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
class TransactionConfiguration extends ProxyTransactionManagementConfiguration {
    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    @Override
    public TransactionAttributeSource transactionAttributeSource() {
        var source = new AnnotationTransactionAttributeSource(new WrittenTransactions());
        source.setPublicMethodsOnly(false);
        return source;
    }

    /** Reads the annotation where it is written. */
    private static final class WrittenTransactions extends SpringTransactionAnnotationParser {
        /** No library in use has beans with transactions of their own. */
        @Override
        public boolean isCandidateClass(Class<?> target) {
            for (var type = target; isOurs(type); type = type.getSuperclass()) {
                if (isWritten(type)) {
                    return true;
                }
                for (var method : type.getDeclaredMethods()) {
                    if (isWritten(method)) {
                        return true;
                    }
                }
            }
            return false;
        }

        private static boolean isOurs(@Nullable Class<?> type) {
            return type != null && type.getName().startsWith("com.postmagiq.");
        }

        @Override
        public @Nullable TransactionAttribute parseTransactionAnnotation(AnnotatedElement element) {
            return isWritten(element) ? super.parseTransactionAnnotation(element) : null;
        }

        private static boolean isWritten(AnnotatedElement element) {
            return element.isAnnotationPresent(Transactional.class);
        }
    }
}
