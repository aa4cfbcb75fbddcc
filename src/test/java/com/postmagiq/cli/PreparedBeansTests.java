package com.postmagiq.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Closeable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;

/**
 * Which beans are of a type is answered as by Spring's own beans, before and after they are made.
 */
class PreparedBeansTests {
    private static final List<Class<?>> ASKED =
            List.of(
                    Object.class,
                    Runnable.class,
                    Callable.class,
                    Closeable.class,
                    Walker.class,
                    Runner.class,
                    Maker.class,
                    FactoryBean.class,
                    String.class);

    static class Walker implements Runnable {
        @Override
        public void run() {}
    }

    static final class Runner extends Walker implements Closeable {
        @Override
        public void close() {}
    }

    static final class Maker implements FactoryBean<String> {
        @Override
        public String getObject() {
            return "made";
        }

        @Override
        public Class<?> getObjectType() {
            return String.class;
        }
    }

    static final class Methods {
        Walker fromMethod() {
            return new Runner();
        }

        static Runnable fromStatic() {
            return new Runner();
        }
    }

    @Test
    void given_beans_of_every_kind__when_asked_by_type__then_spring_would_name_the_same() {
        var plain = filled(new DefaultListableBeanFactory());
        var prepared = filled(new PreparedBeans());

        assertThat(answers(prepared)).isEqualTo(answers(plain));

        plain.preInstantiateSingletons();
        prepared.preInstantiateSingletons();
        plain.registerSingleton("given", new Runner());
        prepared.registerSingleton("given", new Runner());

        assertThat(answers(prepared)).isEqualTo(answers(plain)).isNotEmpty();
        assertThat(prepared.getBeanNamesForType(Closeable.class))
                .containsExactly("runner", "late", "fromMethod", "fromStatic", "given");

        plain.removeBeanDefinition("late");
        prepared.removeBeanDefinition("late");
        prepared.registerBeanDefinition("walker", new RootBeanDefinition(Runner.class));
        plain.registerBeanDefinition("walker", new RootBeanDefinition(Runner.class));

        assertThat(answers(prepared)).isEqualTo(answers(plain));
    }

    private static List<List<String>> answers(DefaultListableBeanFactory beans) {
        var answers = new ArrayList<List<String>>();
        for (var type : ASKED) {
            answers.add(List.of(beans.getBeanNamesForType(type)));
            answers.add(List.of(beans.getBeanNamesForType(type, false, false)));
        }
        return answers;
    }

    private static DefaultListableBeanFactory filled(DefaultListableBeanFactory beans) {
        beans.registerBeanDefinition("walker", new RootBeanDefinition(Walker.class));
        beans.registerBeanDefinition("runner", new RootBeanDefinition(Runner.class));
        beans.registerBeanDefinition("maker", new RootBeanDefinition(Maker.class));
        beans.registerBeanDefinition("methods", new RootBeanDefinition(Methods.class));
        var prototype = new RootBeanDefinition(Runner.class);
        prototype.setScope("prototype");
        beans.registerBeanDefinition("late", prototype);
        var method = new RootBeanDefinition(Walker.class);
        method.setFactoryBeanName("methods");
        method.setFactoryMethodName("fromMethod");
        beans.registerBeanDefinition("fromMethod", method);
        var factory = new RootBeanDefinition(Methods.class);
        factory.setFactoryMethodName("fromStatic");
        beans.registerBeanDefinition("fromStatic", factory);
        return beans;
    }
}
