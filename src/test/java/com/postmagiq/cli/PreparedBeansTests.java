package com.postmagiq.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Closeable;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.aot.BeanInstanceSupplier;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.core.ResolvableType;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Service;

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

    @Service
    static class Helped {}

    static final class Heir extends Helped implements Runnable {
        @Override
        public void run() {}
    }

    @Retention(RetentionPolicy.RUNTIME)
    @Repeatable(Marks.class)
    @interface Mark {
        String value();
    }

    @Retention(RetentionPolicy.RUNTIME)
    @interface Marks {
        Mark[] value();
    }

    @Mark("one")
    @Mark("two")
    static final class Marked {}

    static final class Teller implements Callable<String> {
        @Override
        public String call() {
            return "told";
        }
    }

    static final class Methods {
        Callable<Integer> counter() {
            return () -> 1;
        }

        Walker fromMethod() {
            return new Runner();
        }

        static Runnable fromStatic() {
            return new Runner();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void given_beans_of_every_kind__when_asked_by_type__then_spring_would_name_the_same(
            boolean frozen) {
        var plain = filled(new DefaultListableBeanFactory());
        var prepared = filled(new PreparedBeans());
        plain.registerSingleton("givenMaker", new Maker());
        prepared.registerSingleton("givenMaker", new Maker());
        if (frozen) {
            plain.freezeConfiguration();
            prepared.freezeConfiguration();
        }

        assertThat(answers(prepared)).isEqualTo(answers(plain));

        plain.preInstantiateSingletons();
        prepared.preInstantiateSingletons();
        plain.registerSingleton("given", new Runner());
        prepared.registerSingleton("given", new Runner());

        assertThat(answers(prepared)).isEqualTo(answers(plain)).isNotEmpty();
        assertThat(
                        prepared.getBeanNamesForType(
                                ResolvableType.forClassWithGenerics(Callable.class, Integer.class)))
                .containsExactly("counter");
        assertThat(prepared.getBeanNamesForType(Closeable.class))
                .containsExactly(
                        "runner",
                        "late",
                        "fromMethod",
                        "fromStatic",
                        "writtenStatic",
                        "written",
                        "given");

        plain.removeBeanDefinition("late");
        prepared.removeBeanDefinition("late");
        prepared.registerBeanDefinition("walker", new RootBeanDefinition(Runner.class));
        plain.registerBeanDefinition("walker", new RootBeanDefinition(Runner.class));
        prepared.registerBeanDefinition("newcomer", new RootBeanDefinition(Walker.class));
        plain.registerBeanDefinition("newcomer", new RootBeanDefinition(Walker.class));

        assertThat(answers(prepared)).isEqualTo(answers(plain));

        plain.destroySingleton("given");
        prepared.destroySingleton("given");

        assertThat(answers(prepared)).isEqualTo(answers(plain));
        assertThat(prepared.getBeanNamesForType(Closeable.class)).doesNotContain("given");
    }

    @Test
    void given_annotations_of_every_kind__when_asked_for_one__then_spring_would_find_the_same() {
        var plain = filled(new DefaultListableBeanFactory());
        var prepared = filled(new PreparedBeans());

        for (var asked : List.of(Component.class, Service.class, Mark.class, Marks.class)) {
            assertThat(prepared.getBeanNamesForAnnotation(asked))
                    .as(asked.getSimpleName())
                    .isEqualTo(plain.getBeanNamesForAnnotation(asked));
        }
        assertThat(prepared.getBeanNamesForAnnotation(Component.class)).contains("helped", "heir");
        assertThat(prepared.getBeanNamesForAnnotation(Mark.class)).containsExactly("marked");
    }

    private static List<List<String>> answers(DefaultListableBeanFactory beans) {
        var answers = new ArrayList<List<String>>();
        for (var type : ASKED) {
            answers.add(List.of(beans.getBeanNamesForType(type)));
            answers.add(List.of(beans.getBeanNamesForType(type, false, false)));
            answers.add(List.of(beans.getBeanNamesForType(type, true, false)));
        }
        for (var argument : List.of(String.class, Integer.class)) {
            for (var type : List.of(Callable.class, FactoryBean.class)) {
                var asked = ResolvableType.forClassWithGenerics(type, argument);
                answers.add(List.of(beans.getBeanNamesForType(asked)));
                answers.add(List.of(beans.getBeanNamesForType(asked, true, false)));
            }
        }
        return answers;
    }

    private static DefaultListableBeanFactory filled(DefaultListableBeanFactory beans) {
        beans.registerBeanDefinition("walker", new RootBeanDefinition(Walker.class));
        beans.registerBeanDefinition("runner", new RootBeanDefinition(Runner.class));
        beans.registerBeanDefinition("maker", new RootBeanDefinition(Maker.class));
        beans.registerBeanDefinition("methods", new RootBeanDefinition(Methods.class));
        beans.registerBeanDefinition("helped", new RootBeanDefinition(Helped.class));
        beans.registerBeanDefinition("heir", new RootBeanDefinition(Heir.class));
        beans.registerBeanDefinition("marked", new RootBeanDefinition(Marked.class));
        var outline = new RootBeanDefinition(Runner.class);
        outline.setAbstract(true);
        beans.registerBeanDefinition("outline", outline);
        var prototype = new RootBeanDefinition(Runner.class);
        prototype.setScope("prototype");
        beans.registerBeanDefinition("late", prototype);
        var method = new RootBeanDefinition(Walker.class);
        method.setFactoryBeanName("methods");
        method.setFactoryMethodName("fromMethod");
        beans.registerBeanDefinition("fromMethod", method);
        beans.registerBeanDefinition("teller", new RootBeanDefinition(Teller.class));
        var counter = new RootBeanDefinition(Callable.class);
        counter.setFactoryBeanName("methods");
        counter.setFactoryMethodName("counter");
        beans.registerBeanDefinition("counter", counter);
        var factory = new RootBeanDefinition(Methods.class);
        factory.setFactoryMethodName("fromStatic");
        beans.registerBeanDefinition("fromStatic", factory);
        // As the build writes them down.
        var writtenStatic = new RootBeanDefinition(Methods.class);
        writtenStatic.setTargetType(Runnable.class);
        writtenStatic.setInstanceSupplier(
                BeanInstanceSupplier.<Runnable>forFactoryMethod(Methods.class, "fromStatic")
                        .withGenerator(_ -> Methods.fromStatic()));
        beans.registerBeanDefinition("writtenStatic", writtenStatic);
        var written = new RootBeanDefinition(Walker.class);
        written.setFactoryBeanName("methods");
        written.setInstanceSupplier(
                BeanInstanceSupplier.<Walker>forFactoryMethod(Methods.class, "fromMethod")
                        .withGenerator(_ -> new Methods().fromMethod()));
        beans.registerBeanDefinition("written", written);
        return beans;
    }
}
